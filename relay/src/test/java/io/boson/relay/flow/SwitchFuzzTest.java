package io.boson.relay.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.WireGuardKey;
import io.boson.relay.wireguard.Forged;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Anything at all, in any order: never an exception, never beyond a bound, and afterwards nothing
/// is left.
class SwitchFuzzTest {

    private static final int STEPS = 20_000;
    private static final int KEYS = 3;

    private final List<byte[]> corpus = new ArrayList<>();
    private Random random = new Random(0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void anythingInAnyOrder(long seed) {
        random = new Random(seed);
        SwitchLimits.Rate plenty = new SwitchLimits.Rate(1_000, 1_000);
        SwitchLimits limits =
                new SwitchLimits(
                        20, 4, 60, 4, 30, 12, 4, 2, 8, 4, 3, plenty, plenty, plenty, plenty, plenty,
                        plenty, plenty, 16);
        SwitchRig rig = new SwitchRig(limits);
        for (int step = 0; step < STEPS; step++) {
            step(rig);
            SwitchCounts counts = rig.relay.counts();
            assertThat(counts.flows()).as("seed %d step %d", seed, step).isBetween(0, 60);
            assertThat(counts.endpoints()).isBetween(0, 30);
            assertThat(counts.strangers()).isBetween(0, 12);
            assertThat(counts.sources()).isBetween(0, 8);
        }
        assertThat(rig.relay.counts().opened()).isPositive();
        drain(rig);
    }

    private void step(SwitchRig rig) {
        switch (random.nextInt(50)) {
            case 0 -> rig.admit(random.nextInt(30), client(), node());
            case 1 -> rig.relay.withdraw(SwitchRig.session(random.nextInt(30)));
            case 2 -> rig.relay.open(socket(), end(), rig.now);
            case 3 -> rig.relay.close(socket());
            case 4 -> rig.now += random.nextLong(Duration.ofSeconds(20).toNanos());
            case 5 -> rig.relay.expire(rig.now);
            case 6 ->
                    rig.relay.restore(rig.relay.flowTable(rig.now), Duration.ofSeconds(1), rig.now);
            default -> rig.receive(endpoint(), message());
        }
    }

    private static void drain(SwitchRig rig) {
        for (int session = 0; session < 30; session++) {
            rig.relay.withdraw(SwitchRig.session(session));
        }
        for (int socket = 0; socket < 4; socket++) {
            rig.relay.close(new Endpoint.WebSocket(socket / 2, socket % 2));
        }
        rig.pass(Duration.ofSeconds(400));
        SwitchCounts left = rig.relay.counts();
        assertThat(left.pairs() + left.flows() + left.endpoints() + left.strangers())
                .as("left: %s", left)
                .isZero();
    }

    private byte[] message() {
        byte[] message =
                switch (random.nextInt(6)) {
                    case 0, 1 -> Forged.initiation(key().bytes(), index(), random);
                    case 2 -> Forged.response(key().bytes(), index(), index(), random);
                    case 3 -> Forged.cookieReply(index(), random);
                    case 4 -> Forged.transport(index(), 32 + random.nextInt(64));
                    default -> corpus.isEmpty() ? new byte[random.nextInt(200)] : old();
                };
        if (corpus.size() < 100) {
            corpus.add(message);
        }
        return message;
    }

    /// One that was sent before, changed a little.
    private byte[] old() {
        byte[] message = corpus.get(random.nextInt(corpus.size())).clone();
        for (int edits = random.nextInt(3); edits > 0; edits--) {
            message[random.nextInt(message.length)] = (byte) random.nextInt();
        }
        return random.nextInt(4) > 0 ? message : Arrays.copyOf(message, random.nextInt(200));
    }

    /// Few, so that they meet.
    private int index() {
        return random.nextInt(4);
    }

    private WireGuardKey key() {
        return random.nextBoolean() ? client() : node();
    }

    private WireGuardKey client() {
        return SwitchRig.key(random.nextInt(KEYS));
    }

    private WireGuardKey node() {
        return SwitchRig.key(100 + random.nextInt(2));
    }

    private Endpoint.WebSocket socket() {
        return new Endpoint.WebSocket(random.nextInt(2), random.nextInt(2));
    }

    private End end() {
        return switch (random.nextInt(3)) {
            case 0 -> new End.Client(SwitchRig.session(random.nextInt(30)));
            case 1 -> new End.NodeChannel(SwitchRig.session(random.nextInt(30)));
            default -> new End.Node(node());
        };
    }

    private Endpoint endpoint() {
        return switch (random.nextInt(4)) {
            case 0 -> socket();
            case 1 -> new Endpoint.Udp(0x2001_0db8_0000_0000L, random.nextInt(3), 7);
            default -> SwitchRig.otherPort(SwitchRig.udp(random.nextInt(4)), random.nextInt(1, 4));
        };
    }
}
