package io.boson.bench;

import io.boson.bench.load.Pace;
import io.boson.bench.load.Requests;
import io.boson.bench.load.Traffic;
import io.boson.bench.process.BosonServer;
import io.boson.bench.process.Workplace;
import io.boson.bench.profile.Recording;
import io.boson.testkit.Samples;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Route requests, each of another client and answered once the arbiter has opened its session,
/// with a small, a large and a very large fleet. Beside them a read of one node: the same way
/// through the server, without log and folds.
///
/// Nobody attaches to the sessions, so each ends by expiring, two minutes later: part of the load.
final class RouteBench {

    private static final int[] FLEETS = {100, 10_000, 100_000};
    private static final int JUDGED = 10_000;
    private static final long MEGABYTE = 1L << 20;
    private static final Pace PACE = new Pace(500);
    private static final Target RATE = Target.atLeast(500);
    private static final Target P50 = Target.atMost(20);
    private static final Target P99 = Target.atMost(60);

    private RouteBench() {}

    /// A table for each fleet, as soon as it is measured: the largest takes its time.
    static void run(Plan plan, Path home) throws Exception {
        Clients clients = new Clients();
        for (int nodes : plan.nodesGiven() ? new int[] {plan.nodes()} : FLEETS) {
            Table table = table(plan);
            Progress.say("starting the server");
            try (Workplace workplace = Workplace.open(home);
                    BosonServer server = BosonServer.start(workplace, workplace.resolve("data"))) {
                String[] tokens = Nodes.register(server, 0, nodes);
                measure(server, new Reads(tokens), clients, plan)
                        .forEach(series -> row(table, series, nodes));
                if (plan.profile()) {
                    profile(server, workplace, clients, plan).forEach(table::note);
                }
                table.note(
                        "RSS with %,d nodes, after these runs: %d MB"
                                .formatted(nodes, server.child().residentBytes() / MEGABYTE));
            }
            Notes.add(table, plan);
            table.print(System.out);
        }
    }

    private static Table table(Plan plan) throws IOException {
        return new Table(
                "Route requests of clients without a token, %d connections"
                        .formatted(plan.connections()),
                List.of(
                        "",
                        "nodes",
                        "per s",
                        "p50 ms",
                        "p99 ms",
                        "CPU us",
                        "client us",
                        "others",
                        "refused"));
    }

    private static List<Series> measure(
            BosonServer server, Traffic reads, Traffic routes, Plan plan) throws Exception {
        String pace = " at %.0f/s".formatted(PACE.perSecond());
        Subject read = subject("read a node" + pace, server, reads, PACE, plan);
        Subject paced = subject("route request" + pace, server, routes, PACE, plan);
        Subject flatOut = subject("route request, flat out", server, routes, Pace.FLAT_OUT, plan);
        return Series.measure(List.of(read, paced), List.of(read, paced, flatOut), plan);
    }

    private static List<String> profile(
            BosonServer server, Workplace workplace, Traffic routes, Plan plan) throws Exception {
        Progress.say("profiling");
        Recording recording = Recording.start(server.child(), workplace.resolve("server.jfr"));
        subject("route request", server, routes, Pace.FLAT_OUT, plan).run(plan.measure());
        return recording.stop();
    }

    private static Subject subject(
            String name, BosonServer server, Traffic traffic, Pace pace, Plan plan) {
        return new Subject(
                name,
                server.child(),
                server.httpPort(),
                plan.connections(),
                traffic,
                pace,
                Subject.Rest.NONE);
    }

    private static void row(Table table, Series series, int nodes) {
        boolean route = series.name().startsWith("route");
        boolean judged = route && nodes == JUDGED;
        boolean flatOut = series.name().endsWith("flat out");
        double perSecond = series.median(Measured::perSecond);
        double p50 = series.median(Measured::p50);
        double p99 = series.median(Measured::p99);
        table.row(
                List.of(
                        series.name(),
                        Table.count(nodes),
                        judged && flatOut
                                ? RATE.judge(perSecond, "%.0f")
                                : Table.number(perSecond, 0),
                        judged && !flatOut ? P50.judge(p50, "%.2f") : Table.number(p50, 2),
                        judged && !flatOut ? P99.judge(p99, "%.2f") : Table.number(p99, 2),
                        Table.number(series.median(Measured::cpuMicros), 0),
                        Table.number(series.median(Measured::clientMicros), 0),
                        Table.percent(series.median(Measured::others)),
                        Table.count(series.failed())));
    }

    /// A new client with each request.
    private static final class Clients implements Traffic {

        private int number;

        @Override
        public ByteBuffer next(int wire) {
            String json =
                    """
                    {"clientId":"%s","requirements":{"minBandwidth":10,"preferredCountry":"DE"},\
                    "clientNetworkInfo":{"ipv4":"192.0.2.7","natType":"Symmetric"}}"""
                            .formatted(Samples.clientId(number++));
            return Requests.post("/api/v1/routing/request", Optional.empty(), json);
        }
    }

    /// Each node reads itself, in turn.
    private static final class Reads implements Traffic {

        private final String[] tokens;
        private int number;

        Reads(String[] tokens) {
            this.tokens = tokens;
        }

        @Override
        public ByteBuffer next(int wire) {
            number = (number + 1) % tokens.length;
            return Requests.get(
                    "/api/v1/nodes/" + Samples.nodeId(number), Optional.of(tokens[number]));
        }
    }
}
