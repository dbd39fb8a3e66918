package io.boson.relay.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.PrincipalId;
import io.boson.relay.RecordingListener;
import io.boson.relay.Traffic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// The switchboard and the queues over a simulated network: virtual time, links that carry a given
/// number of packets per tick, seeded traffic.
class FakeNetworkTest {

    private static final long TICK = Duration.ofMillis(1).toNanos();
    private static final int TICKS = 5_000;
    private static final int CLIENTS = 4;
    private static final NodeEnd NODE = new NodeEnd(new NodeId(new UUID(1, 1)));

    private record Sent(SessionId session, int number) {}

    private record Arrival(Sent packet, long at) {}

    private final class Link implements Endpoint<Sent> {
        private final ConnectionId id = new ConnectionId(new UUID(3, links.size()));
        private final int packetsPerTick;
        private final List<Arrival> arrived = new ArrayList<>();
        private final Map<DropReason, Integer> drops = new EnumMap<>(DropReason.class);
        private final SendQueue<Sent> queue =
                new SendQueue<>(
                        new SendLimits(128 << 10, Duration.ofSeconds(1)),
                        (_, reason) -> drops.merge(reason, 1, Integer::sum));
        private long mostBytes;

        Link(int packetsPerTick) {
            this.packetsPerTick = packetsPerTick;
        }

        @Override
        public ConnectionId connection() {
            return id;
        }

        @Override
        public void deliver(SessionId session, Sent packet) {
            assertThat(packet.session()).isEqualTo(session);
            queue.offer(session, packet, 1280, now);
            mostBytes = Math.max(mostBytes, queue.bytes());
        }

        @Override
        public void tellEnded(SessionId session) {}

        @Override
        public void tellDraining(Granted end, Instant until) {}

        @Override
        public void close(DetachReason reason) {
            queue.close();
        }

        void carry() {
            for (int i = 0; i < packetsPerTick; i++) {
                Optional<Sent> next = queue.poll(now);
                next.ifPresent(packet -> arrived.add(new Arrival(packet, now)));
            }
        }
    }

    private final List<Link> links = new ArrayList<>();
    private final Switchboard<Sent> board = new Switchboard<>(new RecordingListener());
    private long now;

    @Test
    void aPeerThatNeverReadsChangesNothingForTheOthers() {
        long seed = new Random().nextLong();

        List<Link> healthy = run(seed, 2);
        List<Link> stalled = run(seed, 0);

        for (int client = 1; client < CLIENTS; client++) {
            assertThat(stalled.get(client).arrived)
                    .as("seed %d client %d", seed, client)
                    .isNotEmpty()
                    .isEqualTo(healthy.get(client).arrived);
        }
        Link deaf = stalled.getFirst();
        assertThat(deaf.arrived).isEmpty();
        assertThat(deaf.mostBytes).as("seed %d", seed).isLessThanOrEqualTo(128 << 10);
        assertThat(deaf.drops).as("seed %d", seed).containsKey(DropReason.QUEUE_FULL);
        assertThat(healthy.getFirst().drops).as("seed %d", seed).isEmpty();
    }

    @Test
    void aClientThatFloodsItsNodeChangesNothingForTheOthers() {
        long seed = new Random().nextLong();

        Link calm = flood(seed, 1);
        Link flooded = flood(seed, 50);

        for (int client = 1; client < CLIENTS; client++) {
            SessionId session = end(client).session();
            assertThat(of(session, flooded))
                    .as("seed %d client %d", seed, client)
                    .isNotEmpty()
                    .isEqualTo(of(session, calm));
        }
        assertThat(flooded.drops).as("seed %d", seed).containsKey(DropReason.QUEUE_FULL);
        assertThat(calm.drops).as("seed %d", seed).isEmpty();
        assertThat(flooded.mostBytes).as("seed %d", seed).isLessThanOrEqualTo(128 << 10);
    }

    /// Four clients send to one node, the first one so many packets each tick.
    private Link flood(long seed, int packetsOfTheFirst) {
        now = 0;
        Random random = new Random(seed);
        Link node = new Link(10);
        attach(NODE, node);
        for (int tick = 0; tick < TICKS; tick++) {
            now += TICK;
            for (int i = 0; i < packetsOfTheFirst; i++) {
                assertThat(board.toNode(end(0), new Sent(end(0).session(), i))).isEmpty();
            }
            for (int client = 1; client < CLIENTS; client++) {
                if (random.nextBoolean()) {
                    assertThat(board.toNode(end(client), new Sent(end(client).session(), tick)))
                            .isEmpty();
                }
            }
            node.carry();
        }
        board.detach(NODE, node, DetachReason.PEER_CLOSED, Traffic.NONE);
        return node;
    }

    private static List<Arrival> of(SessionId session, Link link) {
        return link.arrived.stream()
                .filter(arrival -> arrival.packet().session().equals(session))
                .toList();
    }

    /// One node sends to four clients; the first one's link carries what is said.
    private List<Link> run(long seed, int firstLinkPacketsPerTick) {
        links.clear();
        now = 0;
        Random random = new Random(seed);
        Link node = new Link(10);
        attach(NODE, node);
        for (int client = 0; client < CLIENTS; client++) {
            links.add(new Link(client == 0 ? firstLinkPacketsPerTick : 2));
            attach(end(client), links.get(client));
        }
        for (int tick = 0; tick < TICKS; tick++) {
            now += TICK;
            SessionId to = end(random.nextInt(CLIENTS)).session();
            assertThat(board.toClient(NODE, to, new Sent(to, tick))).isEmpty();
            links.forEach(Link::carry);
        }
        for (int client = 0; client < CLIENTS; client++) {
            board.detach(end(client), links.get(client), DetachReason.PEER_CLOSED, Traffic.NONE);
        }
        return List.copyOf(links);
    }

    private void attach(Granted end, Link link) {
        assertThat(board.attach(end, link, board.ticket())).isEqualTo(end);
    }

    private static ClientEnd end(int client) {
        return new ClientEnd(
                new SessionId(new UUID(2, client)), NODE.node(), new PrincipalId("anybody"));
    }
}
