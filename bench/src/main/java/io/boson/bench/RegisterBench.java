package io.boson.bench;

import io.boson.bench.load.Pace;
import io.boson.bench.load.Traffic;
import io.boson.bench.process.BosonServer;
import io.boson.bench.process.Workplace;
import java.nio.file.Path;
import java.util.List;

/// Registrations of new nodes, answered once the fold shows them: at a steady pace, for their
/// latency, and flat out. Beside them a heartbeat at the same pace: acknowledged by the same log,
/// no fold awaited.
final class RegisterBench {

    private static final Pace PACE = new Pace(300);
    private static final Target P50 = Target.atMost(5);
    private static final Target P99 = Target.atMost(25);

    private RegisterBench() {}

    static void run(Plan plan, Path home) throws Exception {
        Table table =
                new Table(
                        "Registrations of new nodes with the enrolment key, %d connections"
                                .formatted(plan.connections()),
                        List.of(
                                "",
                                "per s",
                                "p50 ms",
                                "p99 ms",
                                "CPU us",
                                "client us",
                                "others",
                                "refused"));
        Progress.say("starting the server");
        try (Workplace workplace = Workplace.open(home);
                BosonServer server = BosonServer.start(workplace, workplace.resolve("data"))) {
            String[] tokens = Nodes.register(server, 0, plan.nodes());
            Traffic heartbeats = new Heartbeats(tokens, plan.connections());
            Traffic nodes = Nodes.endless(server.enrolmentKey(), plan.nodes());
            Subject acknowledged =
                    subject(
                            "heartbeat at %.0f/s, no fold awaited".formatted(PACE.perSecond()),
                            server,
                            heartbeats,
                            PACE,
                            plan);
            Subject paced =
                    subject(
                            "register at %.0f/s".formatted(PACE.perSecond()),
                            server,
                            nodes,
                            PACE,
                            plan);
            Subject flatOut = subject("register, flat out", server, nodes, Pace.FLAT_OUT, plan);
            List<Series> all =
                    Series.measure(
                            List.of(acknowledged, paced),
                            List.of(acknowledged, paced, flatOut),
                            plan);
            row(table, all.get(0), false);
            row(table, all.get(1), true);
            row(table, all.get(2), false);
        }
        Notes.add(table, plan);
        table.print(System.out);
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

    private static void row(Table table, Series series, boolean judged) {
        double p50 = series.median(Measured::p50);
        double p99 = series.median(Measured::p99);
        table.row(
                List.of(
                        series.name(),
                        Table.number(series.median(Measured::perSecond), 0),
                        judged ? P50.judge(p50, "%.2f") : Table.number(p50, 2),
                        judged ? P99.judge(p99, "%.2f") : Table.number(p99, 2),
                        Table.number(series.median(Measured::cpuMicros), 0),
                        Table.number(series.median(Measured::clientMicros), 0),
                        Table.percent(series.median(Measured::others)),
                        Table.count(series.failed())));
    }
}
