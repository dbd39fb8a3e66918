package io.boson.relay.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.WireGuardKey;
import io.boson.relay.wireguard.Forged;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Clients and nodes behind NATs over a network that loses, reorders, doubles and rebinds, with
/// somebody on it who knows all public keys and everybody's address, may write any source address,
/// and reads only what is sent to his own. Virtual time; everything from one seed.
class SimulatedNetworkTest {

    private static final long MILLI = Duration.ofMillis(1).toNanos();
    private static final long SECOND = 1_000 * MILLI;
    private static final long END = 400 * SECOND;
    private static final long WARM = 40 * SECOND;
    private static final int NODES = 2;
    private static final int CLIENTS = 4;
    private static final int VICTIMS = 0x7000;
    private static final int ATTACKERS = 0x6000;

    private record Arrival(long at, long order, Runnable what) implements Comparable<Arrival> {

        @Override
        public int compareTo(Arrival other) {
            return at != other.at ? Long.compare(at, other.at) : Long.compare(order, other.order);
        }
    }

    private final class Wire implements PacketSink {

        @Override
        public void forward(Endpoint to, ByteBuffer bytes, int at, int length) {
            byte[] copy = new byte[length];
            bytes.get(at, copy);
            Endpoint.Udp address = (Endpoint.Udp) to;
            outBytes.merge(address.low(), (long) length, Long::sum);
            travel(() -> arrive(address, copy));
        }

        @Override
        public void answer(Endpoint to, ByteBuffer bytes, int at, int length) {
            forward(to, bytes, at, length);
        }

        @Override
        public void dropped(DropCause cause) {}
    }

    private final PriorityQueue<Arrival> queue = new PriorityQueue<>();
    private final List<SimulatedPeer> peers = new ArrayList<>();
    private final Map<SimulatedPeer, List<WireGuardKey>> partners = new HashMap<>();
    private final Map<Long, Long> inBytes = new HashMap<>();
    private final Map<Long, Long> outBytes = new HashMap<>();
    private Random random = new Random(0);
    private PacketSwitch relay =
            new PacketSwitch(SwitchLimits.DEFAULTS, random, new Wire(), _ -> {}, 0);
    private double loss;
    private long now;
    private long order;
    private int mostFlows;
    private int mostEndpoints;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everybodyTalksOnABadNetwork(long seed) {
        build(seed, 0.05);
        run();
        // A lost handshake message costs 5 s, and several may be lost in a row.
        everyPairTalked(seed, 30 * SECOND, 0.80);
    }

    @ParameterizedTest
    @ValueSource(longs = {4, 5, 6})
    void everybodyTalksUnderAttack(long seed) {
        build(seed, 0.01);
        attackFrom(5 * SECOND);
        run();
        everyPairTalked(seed, 40 * SECOND, 0.80);
        assertThat(relay.counts().answers()).isPositive();
        assertThat(mostFlows).as("seed %d", seed).isLessThan(20_000);
        assertThat(mostEndpoints).as("seed %d", seed).isLessThan(20_000);
        inBytes.forEach(
                (ip, in) -> {
                    if ((ip & 0xf000) == VICTIMS) {
                        assertThat(outBytes.getOrDefault(ip, 0L))
                                .as("seed %d: to a spoofed address", seed)
                                .isLessThanOrEqualTo(3 * in);
                    }
                });
    }

    private void build(long seed, double lossRate) {
        random = new Random(seed);
        loss = lossRate;
        relay = new PacketSwitch(SwitchLimits.DEFAULTS, random, new Wire(), _ -> {}, 0);
        for (int node = 0; node < NODES; node++) {
            peer(100 + node, false);
        }
        for (int client = 0; client < CLIENTS; client++) {
            peer(200 + client, true);
        }
        int session = 0;
        for (SimulatedPeer client : peers) {
            for (SimulatedPeer node : peers) {
                if (client.isClient() && !node.isClient()) {
                    meet(session++, client, node);
                }
            }
        }
        for (SimulatedPeer peer : peers) {
            tick(peer, random.nextLong(SECOND));
            rebind(peer, WARM + random.nextLong(100 * SECOND));
        }
        every(0, SECOND / 2, this::expire);
    }

    private void peer(int number, boolean isClient) {
        SimulatedPeer[] self = new SimulatedPeer[1];
        self[0] =
                new SimulatedPeer(
                        SwitchRig.key(number),
                        SwitchRig.udp(number),
                        isClient,
                        random,
                        message -> {
                            Endpoint.Udp from = self[0].at;
                            travel(() -> enter(from, message));
                        });
        peers.add(self[0]);
        partners.put(self[0], new ArrayList<>());
    }

    private void meet(int session, SimulatedPeer client, SimulatedPeer node) {
        long secret = random.nextLong();
        client.meet(node.key, secret);
        node.meet(client.key, secret);
        partners.getOrDefault(client, List.of()).add(node.key);
        partners.getOrDefault(node, List.of()).add(client.key);
        Pair pair =
                new Pair(
                        SwitchRig.session(session),
                        client.key,
                        node.key,
                        // Some clients spoke to the API from elsewhere.
                        session % 3 == 0 ? Optional.empty() : SwitchRig.ip(client.at),
                        Optional.empty());
        assertThat(relay.admit(pair, 0)).isEqualTo(PairOutcome.ADMITTED);
    }

    private void tick(SimulatedPeer peer, long first) {
        every(first, SECOND, () -> peer.tick(now, WARM));
    }

    private void rebind(SimulatedPeer peer, long first) {
        every(
                first,
                90 * SECOND,
                () -> peer.at = SwitchRig.otherPort(peer.at, random.nextInt(1_024, 65_536)));
    }

    private void expire() {
        relay.expire(now);
        mostFlows = Math.max(mostFlows, relay.counts().flows());
        mostEndpoints = Math.max(mostEndpoints, relay.counts().endpoints());
    }

    private void attackFrom(long start) {
        every(start, 4 * MILLI, this::attack);
    }

    private void attack() {
        SimulatedPeer target = peers.get(random.nextInt(peers.size()));
        SimulatedPeer posed = peers.get(random.nextInt(peers.size()));
        byte[] key = target.key.bytes();
        Endpoint.Udp own = SwitchRig.udp(ATTACKERS + random.nextInt(50));
        Endpoint.Udp victim = SwitchRig.udp(VICTIMS + random.nextInt(300));
        switch (random.nextInt(8)) {
            case 0 -> enter(own, Forged.initiation(key, random.nextInt(), random));
            case 1, 2 -> enter(victim, Forged.initiation(key, random.nextInt(), random));
            case 3 -> enter(posed.at, Forged.initiation(key, random.nextInt(), random));
            case 4 ->
                    enter(
                            posed.at,
                            Forged.response(key, random.nextInt(), random.nextInt(), random));
            case 5 -> enter(posed.at, Forged.transport(random.nextInt(), 48));
            case 6 -> enter(posed.at, Forged.cookieReply(random.nextInt(), random));
            default ->
                    enter(
                            SwitchRig.otherPort(posed.at, random.nextInt(1, 65_536)),
                            Forged.initiation(key, random.nextInt(), random));
        }
    }

    /// Answers in everybody's name, and goes on with whatever index he is told.
    private void answer(Endpoint.Udp own, byte[] message) {
        ByteBuffer words = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        byte[] key = peers.get(random.nextInt(peers.size())).key.bytes();
        switch (message[0]) {
            case 1 -> enter(own, Forged.response(key, random.nextInt(), words.getInt(4), random));
            case 2 -> enter(own, Forged.transport(words.getInt(4), 48));
            default -> {}
        }
    }

    private void run() {
        while (!queue.isEmpty() && queue.peek().at() <= END) {
            Arrival next = queue.remove();
            now = next.at();
            next.what().run();
        }
    }

    private void everyPairTalked(long seed, long gapMax, double share) {
        long seconds = (END - WARM) / SECOND;
        for (SimulatedPeer peer : peers) {
            for (WireGuardKey partner : partners.getOrDefault(peer, List.of())) {
                assertThat(peer.longestGap(partner))
                        .as("seed %d: longest silence of %s", seed, relay.counts())
                        .isLessThanOrEqualTo(gapMax);
                assertThat(peer.received(partner))
                        .as("seed %d: packets of %d", seed, seconds)
                        .isGreaterThan((int) (share * seconds));
            }
        }
    }

    private void every(long first, long period, Runnable what) {
        queue.add(
                new Arrival(
                        first,
                        order++,
                        () -> {
                            what.run();
                            every(now + period, period, what);
                        }));
    }

    /// Lost, doubled, and late by different times.
    private void travel(Runnable what) {
        int copies = random.nextDouble() < loss ? 0 : random.nextDouble() < loss ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            long delay = 5 * MILLI + random.nextLong(40 * MILLI);
            queue.add(new Arrival(now + delay, order++, what));
        }
    }

    private void enter(Endpoint.Udp from, byte[] message) {
        inBytes.merge(from.low(), (long) message.length, Long::sum);
        relay.receiveUdp(
                from.high(),
                from.low(),
                from.port(),
                ByteBuffer.wrap(message),
                0,
                message.length,
                now);
    }

    private void arrive(Endpoint.Udp at, byte[] message) {
        if ((at.low() & 0xf000) == ATTACKERS) {
            answer(at, message);
        }
        for (SimulatedPeer peer : peers) {
            if (peer.at.equals(at)) {
                peer.receive(message, now);
            }
        }
    }
}
