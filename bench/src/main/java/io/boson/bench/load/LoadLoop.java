package io.boson.bench.load;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;

/// Kept-alive connections to one server, and the one thread (the caller's) that drives them.
///
/// Latency counts from when a request was sent; where every connection was busy when it was due,
/// from when it was due: what a slow server keeps waiting is part of how slow it is.
public final class LoadLoop implements AutoCloseable {

    private static final Duration ANSWERS_MAX = Duration.ofSeconds(15);
    private static final long SELECT_MILLIS_MAX = 100;

    private final Selector selector;
    private final List<Wire> wires;

    private LoadLoop(Selector selector, List<Wire> wires) {
        this.selector = selector;
        this.wires = wires;
    }

    /// To a port of this machine.
    public static LoadLoop connect(int port, int connections) throws IOException {
        InetSocketAddress server = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        Selector selector = Selector.open();
        List<Wire> wires = new ArrayList<>();
        for (int i = 0; i < connections; i++) {
            wires.add(Wire.connect(i, server, selector));
        }
        return new LoadLoop(selector, wires);
    }

    /// Sends for as long as `duration`, or until the traffic ends, and awaits all answers.
    ///
    /// @throws IOException where the server closes a connection or does not answer
    public Outcome run(Traffic traffic, Pace pace, Duration duration) throws IOException {
        return new Run(traffic, pace).run(duration);
    }

    /// One run.
    private final class Run {

        private final Traffic traffic;
        private final Pace pace;
        private final Queue<Wire> idle = new ArrayDeque<>(wires);
        private final Outcome.Tally tally = new Outcome.Tally();
        private long sent;
        private long idleSince;

        Run(Traffic traffic, Pace pace) {
            this.traffic = traffic;
            this.pace = pace;
        }

        Outcome run(Duration duration) throws IOException {
            long cpu = threadCpu();
            long start = System.nanoTime();
            long end = start + duration.toNanos();
            idleSince = start;
            long now = start;
            while (now < end && traffic.hasNext()) {
                sendWhatIsDue(start, now);
                select(untilDue(start, now));
                now = System.nanoTime();
            }
            long deadline = now + ANSWERS_MAX.toNanos();
            while (idle.size() < wires.size()) {
                if (System.nanoTime() > deadline) {
                    throw new IOException("no answer in " + ANSWERS_MAX);
                }
                select(SELECT_MILLIS_MAX);
            }
            return tally.outcome(System.nanoTime() - start, threadCpu() - cpu);
        }

        private void sendWhatIsDue(long start, long now) throws IOException {
            while (!idle.isEmpty() && traffic.hasNext()) {
                long due = pace.due(start, sent);
                if (due > now) {
                    return;
                }
                Wire wire = idle.remove();
                boolean keptWaiting = !pace.isFlatOut() && idleSince > due;
                wire.send(traffic.next(wire.number()), keptWaiting ? due : System.nanoTime());
                sent++;
            }
        }

        /// Milliseconds. A request may go out up to one late, which its latency does not count:
        /// waiting more exactly would burn what the server needs.
        private long untilDue(long start, long now) {
            if (idle.isEmpty()) {
                return SELECT_MILLIS_MAX;
            }
            long millis = TimeUnit.NANOSECONDS.toMillis(pace.due(start, sent) - now);
            return Math.clamp(millis, 1, SELECT_MILLIS_MAX);
        }

        private void select(long millis) throws IOException {
            selector.select(millis);
            for (SelectionKey key : selector.selectedKeys()) {
                if (key.attachment() instanceof Wire wire) {
                    advance(wire);
                }
            }
            selector.selectedKeys().clear();
        }

        private void advance(Wire wire) throws IOException {
            int status = wire.advance(traffic);
            if (status != 0) {
                long now = System.nanoTime();
                tally.add(status, now - wire.from());
                if (idle.isEmpty()) {
                    idleSince = now;
                }
                idle.add(wire);
            }
        }
    }

    private static long threadCpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires) {
            wire.close();
        }
        selector.close();
    }
}
