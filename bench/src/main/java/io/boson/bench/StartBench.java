package io.boson.bench;

import io.boson.bench.load.LoadLoop;
import io.boson.bench.load.Pace;
import io.boson.bench.process.BosonServer;
import io.boson.bench.process.Child;
import io.boson.bench.process.Machine;
import io.boson.bench.process.Workplace;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// From the launcher's start to the line that says the server is ready, with an empty data
/// directory and with one that has been in use; and the memory it then takes. Beside it the
/// launcher and a JVM that have nothing to do.
final class StartBench {

    private static final Target WARM_SECONDS = Target.atMost(6);
    private static final Target MEGABYTES = Target.atMost(600);
    private static final Duration QUIET = Duration.ofSeconds(5);
    private static final Duration VERSION_MAX = Duration.ofSeconds(60);

    private StartBench() {}

    /// One start.
    private record Start(double seconds, double cpuSeconds, double megabytes, double others) {}

    static void run(Plan plan, Path home) throws Exception {
        Table table =
                new Table(
                        "Starts of the distribution, %,d nodes in the data directory in use"
                                .formatted(plan.nodes()),
                        List.of("", "ready s", "CPU s", "RSS MB", "others"));
        try (Workplace workplace = Workplace.open(home)) {
            List<Double> versions = new ArrayList<>();
            List<Start> cold = new ArrayList<>();
            List<Start> warm = new ArrayList<>();
            List<Start> killed = new ArrayList<>();
            Path used = workplace.resolve("used");
            use(workplace, used, plan);
            for (int i = 1; i <= plan.runs(); i++) {
                Progress.say("starts, round " + i + " of " + plan.runs());
                versions.add(version(workplace));
                cold.add(start(workplace, workplace.resolve("cold-" + i), false));
                warm.add(start(workplace, used, true));
                killed.add(start(workplace, used, false));
            }
            table.row(List.of("boson --version", Table.number(median(versions), 2), "", "", ""));
            row(table, "empty data directory", cold, false);
            row(table, "data directory in use, stopped in order", warm, true);
            row(table, "data directory in use, after kill -9", killed, true);
        }
        table.note(
                ("Medians of %d starts each. CPU: of the server's process until ready. "
                                + "RSS: %d s later.")
                        .formatted(plan.runs(), QUIET.toSeconds()));
        table.note("others: share of the machine that somebody else used meanwhile.");
        table.print(System.out);
    }

    /// Fills a data directory, and leaves it in order.
    private static void use(Workplace workplace, Path data, Plan plan) throws Exception {
        Progress.say("filling a data directory");
        try (BosonServer server = BosonServer.start(workplace, data)) {
            String[] tokens = Nodes.register(server, 0, plan.nodes());
            try (LoadLoop load = LoadLoop.connect(server.httpPort(), plan.connections())) {
                load.run(new Heartbeats(tokens, plan.connections()), Pace.FLAT_OUT, plan.measure());
            }
        }
    }

    /// @param kill whether it ends by kill -9, for the next start to find
    private static Start start(Workplace workplace, Path data, boolean kill)
            throws IOException, InterruptedException {
        Machine machine = Machine.now();
        try (BosonServer server = BosonServer.start(workplace, data)) {
            double others = Machine.now().othersSince(machine, server.cpuToReady());
            TimeUnit.MILLISECONDS.sleep(QUIET.toMillis());
            Start start =
                    new Start(
                            server.readyAfter().toMillis() / 1e3,
                            server.cpuToReady().toMillis() / 1e3,
                            server.child().residentBytes() / 1e6,
                            others);
            if (kill) {
                server.child().kill();
            }
            return start;
        }
    }

    private static double version(Workplace workplace) throws IOException, InterruptedException {
        Path launcher = BosonServer.launcher(workplace);
        try (Child child =
                Child.start(
                        List.of(launcher.toString(), "--version"),
                        Map.of(),
                        workplace.resolve("version.log"))) {
            return child.awaitEnd(VERSION_MAX).toMillis() / 1e3;
        }
    }

    private static void row(Table table, String name, List<Start> starts, boolean judged) {
        double seconds = median(starts.stream().map(Start::seconds).toList());
        double megabytes = median(starts.stream().map(Start::megabytes).toList());
        table.row(
                List.of(
                        name,
                        judged ? WARM_SECONDS.judge(seconds, "%.2f") : Table.number(seconds, 2),
                        Table.number(median(starts.stream().map(Start::cpuSeconds).toList()), 2),
                        MEGABYTES.judge(megabytes, "%.0f"),
                        Table.percent(median(starts.stream().map(Start::others).toList()))));
    }

    private static double median(List<Double> figures) {
        List<Double> sorted = figures.stream().sorted().toList();
        return sorted.get(sorted.size() / 2);
    }
}
