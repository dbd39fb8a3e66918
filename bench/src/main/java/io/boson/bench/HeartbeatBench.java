package io.boson.bench;

import io.boson.bench.floor.EchoFloor;
import io.boson.bench.floor.HeartbeatFloor;
import io.boson.bench.load.Pace;
import io.boson.bench.process.BosonServer;
import io.boson.bench.process.Floor;
import io.boson.bench.process.Folds;
import io.boson.bench.process.Workplace;
import io.boson.bench.profile.Recording;
import io.boson.server.config.TokenConfig;
import io.boson.server.token.SigningKeys;
import io.boson.server.token.TokenIssuer;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;

/// Heartbeats that the log has acknowledged, tokens verified and folds running, held against the
/// same endpoint without a log, and that against Jetty alone.
final class HeartbeatBench {

    private static final Target RATE = Target.atLeast(0.65);
    private static final Target CPU = Target.atMost(1.8);
    private static final Target ENDPOINT_RATE = Target.atLeast(0.35);

    private HeartbeatBench() {}

    static void run(Plan plan, Path home) throws Exception {
        Table table =
                new Table(
                        "Heartbeats with all metrics, %,d nodes, %d connections, flat out"
                                .formatted(plan.nodes(), plan.connections()),
                        List.of(
                                "",
                                "per s",
                                "of ceiling",
                                "CPU us",
                                "x ceiling",
                                "p50 ms",
                                "p99 ms",
                                "folds s",
                                "client us",
                                "others",
                                "refused"));
        try (Workplace workplace = Workplace.open(home);
                BosonServer server = start(workplace);
                Folds folds = Folds.of(server);
                Floor endpoint =
                        Floor.start(
                                workplace,
                                HeartbeatFloor.class,
                                server,
                                List.of(Integer.toString(plan.nodes())));
                Floor echo = Floor.start(workplace, EchoFloor.class, server, List.of())) {
            String[] tokens = Nodes.register(server, 0, plan.nodes());
            String[] floorTokens = floorTokens(workplace, plan.nodes());
            Subject whole =
                    new Subject(
                            "acknowledged by the log, folds running",
                            server.child(),
                            server.httpPort(),
                            plan.connections(),
                            new Heartbeats(tokens, plan.connections()),
                            Pace.FLAT_OUT,
                            folds::awaitThrough);
            List<Subject> subjects =
                    List.of(
                            floor("bare Jetty handler, echo", echo, floorTokens, plan),
                            floor(
                                    "same endpoint, no append, no folds",
                                    endpoint,
                                    floorTokens,
                                    plan),
                            whole);
            List<Series> all = Series.measure(subjects, subjects, plan);
            fill(table, all);
            if (plan.profile()) {
                Progress.say("profiling");
                Recording recording =
                        Recording.start(server.child(), workplace.resolve("server.jfr"));
                whole.run(plan.measure());
                recording.stop().forEach(table::note);
            }
        }
        Notes.add(table, plan);
        table.print(System.out);
    }

    private static BosonServer start(Workplace workplace) throws Exception {
        Progress.say("starting the server and its ceilings");
        return BosonServer.start(workplace, workplace.resolve("data"));
    }

    private static Subject floor(String name, Floor floor, String[] tokens, Plan plan) {
        return new Subject(
                name,
                floor.child(),
                floor.port(),
                plan.connections(),
                new Heartbeats(tokens, plan.connections()),
                Pace.FLAT_OUT,
                Subject.Rest.NONE);
    }

    /// Signed with the key that the endpoint's ceiling reads.
    private static String[] floorTokens(Workplace workplace, int count) {
        TokenConfig config =
                TokenConfig.defaults(workplace.resolve(HeartbeatFloor.class.getSimpleName()));
        TokenIssuer issuer =
                new TokenIssuer(
                        SigningKeys.open(config.keyFile()),
                        config,
                        Clock.systemUTC(),
                        new SecureRandom());
        String[] tokens = new String[count];
        for (int i = 0; i < count; i++) {
            NodeSample node = NodeSample.of(i);
            tokens[i] = issuer.node(node.id(), node.registration().toString(), Samples.T0).text();
        }
        return tokens;
    }

    private static void fill(Table table, List<Series> all) {
        Series echo = all.get(0);
        Series endpoint = all.get(1);
        Series whole = all.get(2);
        table.row(cells(echo, "", ""));
        table.row(
                cells(
                        endpoint,
                        ENDPOINT_RATE.judge(endpoint.ratio(echo, Measured::perSecond), "%.2f"),
                        Table.number(endpoint.ratio(echo, Measured::cpuMicros), 2)));
        table.row(
                cells(
                        whole,
                        RATE.judge(whole.ratio(endpoint, Measured::perSecond), "%.2f"),
                        CPU.judge(whole.ratio(endpoint, Measured::cpuMicros), "%.2f")));
    }

    private static List<String> cells(Series series, String ofCeiling, String timesCeiling) {
        return List.of(
                series.name(),
                Table.number(series.median(Measured::perSecond), 0),
                ofCeiling,
                Table.number(series.median(Measured::cpuMicros), 0),
                timesCeiling,
                Table.number(series.median(Measured::p50), 2),
                Table.number(series.median(Measured::p99), 2),
                Table.number(series.median(Measured::restSeconds), 1),
                Table.number(series.median(Measured::clientMicros), 0),
                Table.percent(series.median(Measured::others)),
                Table.count(series.failed()));
    }
}
