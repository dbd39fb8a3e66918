package io.boson.bench;

import io.boson.bench.load.WireGuardOpening;
import io.boson.events.session.SessionId;
import io.boson.relay.flow.DropCause;
import io.boson.relay.flow.Endpoint;
import io.boson.relay.flow.FlowTable;
import io.boson.relay.flow.PacketSink;
import io.boson.relay.flow.PacketSwitch;
import io.boson.relay.flow.Pair;
import io.boson.relay.flow.SwitchLimits;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.HdrHistogram.Histogram;

/// How long the switch's thread stands still for the table of its flows that is kept over a
/// restart.
final class FlowTableCost {

    private static final int[] SESSIONS = {1_000, 10_000};
    private static final int WARM_UP = 200;
    private static final int TIMES = 200;

    /// The packets that go between two snapshots; those are 5 s apart.
    private static final int TOUCHED = 1 << 22;

    private static final Duration AWAY = Duration.ofSeconds(1);

    private FlowTableCost() {}

    /// @return as lines to print
    static List<String> measured() {
        List<String> lines = new ArrayList<>();
        for (int sessions : SESSIONS) {
            Progress.say("snapshots of %d sessions".formatted(sessions));
            PacketSwitch relay = open(sessions);
            byte[] others = new byte[TOUCHED];
            Histogram nanos = new Histogram(3);
            for (int i = 0; i < WARM_UP + TIMES; i++) {
                // What else goes through the caches meanwhile.
                new Random(i).nextBytes(others);
                long start = System.nanoTime();
                FlowTable table = relay.flowTable(start);
                long took = System.nanoTime() - start;
                if (table.handshakes().size() != sessions) {
                    throw new IllegalStateException(
                            "flows are missing: " + table.handshakes().size());
                }
                if (i >= WARM_UP) {
                    nanos.recordValue(took);
                }
            }
            lines.add(
                    "The flow table of %s sessions, made on the switch's thread: %.2f ms (p50), %.2f ms (p99)."
                            .formatted(
                                    Table.count(sessions),
                                    nanos.getValueAtPercentile(50) / 1e6,
                                    nanos.getValueAtPercentile(99) / 1e6));
        }
        return lines;
    }

    /// Sessions that were open before a restart, and are again.
    private static PacketSwitch open(int sessions) {
        long now = System.nanoTime();
        PacketSwitch relay =
                new PacketSwitch(SwitchLimits.DEFAULTS, new Random(1), new Nowhere(), _ -> {}, now);
        Random random = new Random(2);
        List<FlowTable.Handshake> handshakes = new ArrayList<>();
        for (int i = 0; i < sessions; i++) {
            SessionId session = new SessionId(new UUID(1, i));
            relay.admit(
                    new Pair(
                            session,
                            WireGuardOpening.client(i),
                            WireGuardOpening.node(i),
                            Optional.empty(),
                            Optional.empty(),
                            Pair.UNLIMITED),
                    now);
            handshakes.add(
                    new FlowTable.Handshake(
                            session,
                            new Endpoint.Udp(1, i, 51820),
                            new Endpoint.Udp(2, i, 51820),
                            random.nextInt(),
                            random.nextInt(),
                            Duration.ZERO));
        }
        relay.restore(new FlowTable(handshakes), AWAY, now);
        return relay;
    }

    private static final class Nowhere implements PacketSink {
        @Override
        public void forward(Endpoint to, ByteBuffer bytes, int at, int length) {}

        @Override
        public void answer(Endpoint to, ByteBuffer bytes, int at, int length) {}

        @Override
        public void dropped(DropCause cause) {}
    }
}
