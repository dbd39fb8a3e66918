package io.boson.bench;

import io.boson.bench.process.BosonServer;
import io.boson.bench.process.Child;
import io.boson.bench.process.Workplace;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A whole fleet at play: `boson simulate` against a server of its own, with faults, as an operator
/// would try it. Prints the summary of the play and what the server needed for it.
final class FleetBench {

    private static final String SEED = "42";
    private static final int CLIENTS_PER_NODE = 2;
    private static final double ROUTES_PER_SECOND = 15;
    private static final Duration END_MAX = Duration.ofMinutes(5);
    private static final Pattern SUMMARY =
            Pattern.compile("(?s)(Played for .*cleaned up[^\\n]*\\n)");

    private FleetBench() {}

    static void run(Plan plan, Path home) throws Exception {
        Duration play = plan.warmUp().plus(plan.measure());
        Table table =
                new Table(
                        "The server while %d nodes and %d clients played for %d s (seed %s)"
                                .formatted(
                                        plan.nodes(),
                                        plan.nodes() * CLIENTS_PER_NODE,
                                        play.toSeconds(),
                                        SEED),
                        List.of("", "CPU s", "RSS MB"));
        try (Workplace workplace = Workplace.open(home);
                BosonServer server = BosonServer.start(workplace, workplace.resolve("data"))) {
            Duration before = server.child().cpu();
            Progress.say("playing for " + play.toSeconds() + " s");
            try (Child players = play(workplace, server, plan, play)) {
                Matcher summary = players.await(SUMMARY, play.plus(END_MAX));
                System.out.println(summary.group(1));
            }
            Duration used = server.child().cpu().minus(before);
            table.row(
                    List.of(
                            "server",
                            Table.number(used.toMillis() / 1000.0, 1),
                            Table.count(server.child().residentBytes() >> 20)));
        }
        table.print(System.out);
    }

    private static Child play(Workplace workplace, BosonServer server, Plan plan, Duration play)
            throws Exception {
        return Child.start(
                List.of(
                        BosonServer.launcher(workplace).toString(),
                        "simulate",
                        "--api",
                        "http://localhost:" + server.httpPort(),
                        "--enrolment-key",
                        server.enrolmentKey(),
                        "--nodes",
                        Integer.toString(plan.nodes()),
                        "--clients",
                        Integer.toString(plan.nodes() * CLIENTS_PER_NODE),
                        "--duration",
                        play.toSeconds() + "s",
                        "--routes-per-second",
                        Double.toString(ROUTES_PER_SECOND),
                        "--seed",
                        SEED,
                        "--degrade",
                        "20",
                        "--silent",
                        "10",
                        "--churn",
                        "10",
                        "--drop-clients",
                        "20"),
                Map.of(),
                workplace.resolve("play.log"));
    }
}
