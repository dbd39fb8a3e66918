package io.boson.bench;

import io.boson.bench.load.Opening;
import io.boson.bench.load.Pace;
import io.boson.bench.load.PacketEnd;
import io.boson.bench.load.PacketFlow;
import io.boson.bench.process.Allocations;
import io.boson.bench.process.Child;
import java.io.IOException;
import java.time.Duration;

/// One way for packets to go, and the process that they go through.
///
/// @param client where the client's end is
/// @param node where the node's end is
/// @param opening what is said before packets pass
/// @param toNode whether the client sends; the node otherwise
/// @param against which floor it is held against
record PacketSubject(
        String name,
        Child child,
        EndOf client,
        EndOf node,
        Opening opening,
        boolean toNode,
        Against against) {

    static final Pace PACE = new Pace(20_000);

    /// Opens one end anew.
    @FunctionalInterface
    interface EndOf {
        PacketEnd open() throws IOException;
    }

    /// The floors: of UDP, of WebSockets, half of each.
    enum Against {
        UDP,
        WEBSOCKET,
        HALVES
    }

    /// What a run came to: flat out, and at the pace.
    ///
    /// @param perSecond packets, flat out
    /// @param lost share of the packets
    /// @param nanos processor time of the process per packet
    /// @param allocated bytes per packet
    /// @param pacedNanos as `nanos`, at the pace
    /// @param p50Micros of the latency at the pace
    /// @param p99Micros of the latency at the pace
    record Run(
            double perSecond,
            double lost,
            double nanos,
            double allocated,
            double pacedNanos,
            double p50Micros,
            double p99Micros) {

        Run mean(Run other) {
            return new Run(
                    (perSecond + other.perSecond) / 2,
                    (lost + other.lost) / 2,
                    (nanos + other.nanos) / 2,
                    (allocated + other.allocated) / 2,
                    (pacedNanos + other.pacedNanos) / 2,
                    (p50Micros + other.p50Micros) / 2,
                    (p99Micros + other.p99Micros) / 2);
        }
    }

    /// @param time of each of its two parts
    Run run(int size, Duration time) throws IOException, InterruptedException {
        try (Allocations allocations = Allocations.of(child)) {
            PacketFlow flow = flow(size);
            long made = allocations.bytes();
            Duration before = child.cpu();
            PacketFlow.Came flatOut = flow.flatOut(time);
            double nanos = each(child.cpu().minus(before).toNanos(), flatOut);
            double allocated = each(allocations.bytes() - made, flatOut);
            flow = flow(size);
            before = child.cpu();
            PacketFlow.Came paced = flow.paced(PACE, time);
            return new Run(
                    flatOut.perSecond(),
                    flatOut.lost(),
                    nanos,
                    allocated,
                    each(child.cpu().minus(before).toNanos(), paced),
                    paced.latencies().getValueAtPercentile(50) / 1e3,
                    paced.latencies().getValueAtPercentile(99) / 1e3);
        }
    }

    private double each(long sum, PacketFlow.Came came) throws IOException {
        if (came.arrived() == 0) {
            throw new IOException("nothing came through: " + name);
        }
        return (double) sum / came.arrived();
    }

    /// Opens both ends and lets packets pass.
    PacketFlow flow(int size) throws IOException {
        PacketEnd clientEnd = client.open();
        PacketEnd nodeEnd = node.open();
        opening.open(clientEnd, nodeEnd);
        return new PacketFlow(
                toNode ? clientEnd : nodeEnd,
                toNode ? nodeEnd : clientEnd,
                opening.packet(toNode, size));
    }
}
