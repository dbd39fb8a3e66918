package io.boson.bench;

import io.boson.bench.load.WireGuardOpening;
import io.boson.events.session.SessionId;
import io.boson.relay.flow.DropCause;
import io.boson.relay.flow.Endpoint;
import io.boson.relay.flow.FlowTable;
import io.boson.relay.flow.FlowTableDraft;
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

    /// Of one part, as the relay makes them.
    private static final int STEPS = 1024;

    private static final int WARM_UP = 200;
    private static final int TIMES = 200;

    /// Bytes between two tables, which are 5 s apart.
    private static final int TOUCHED = 1 << 22;

    private static final Duration AWAY = Duration.ofSeconds(1);

    private FlowTableCost() {}

    /// @return as lines to print
    static List<String> measured() {
        List<String> lines = new ArrayList<>();
        for (int sessions : SESSIONS) {
            Progress.say("flow tables of %d sessions".formatted(sessions));
            PacketSwitch relay = open(sessions);
            Histogram wholes = new Histogram(3);
            Histogram parts = new Histogram(3);
            byte[] others = new byte[TOUCHED];
            for (int i = 0; i < WARM_UP + TIMES; i++) {
                // What else goes through the caches meanwhile.
                new Random(i).nextBytes(others);
                boolean counts = i >= WARM_UP;
                make(
                        relay,
                        sessions,
                        counts ? wholes : new Histogram(3),
                        counts ? parts : new Histogram(3));
            }
            lines.add(
                    "Flow table of %s sessions: %s ms in all, in parts of %s ms (p50), %s ms (p99)."
                            .formatted(
                                    Table.count(sessions),
                                    millis(wholes, 50),
                                    millis(parts, 50),
                                    millis(parts, 99)));
        }
        return lines;
    }

    private static String millis(Histogram nanos, double percentile) {
        return Table.number(nanos.getValueAtPercentile(percentile) / 1e6, 2);
    }

    private static void make(PacketSwitch relay, int sessions, Histogram wholes, Histogram parts) {
        long start = System.nanoTime();
        FlowTableDraft draft = relay.flowTableDraft(start);
        long from = start;
        boolean done = false;
        while (!done) {
            done = draft.copy(STEPS);
            long now = System.nanoTime();
            parts.recordValue(now - from);
            from = now;
        }
        int found = draft.table().handshakes().size();
        wholes.recordValue(System.nanoTime() - start);
        if (found != sessions) {
            throw new IllegalStateException(found + " of " + sessions + " flows");
        }
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
                            Optional.empty()),
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
