package io.boson.bench;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/// `bench/run`: the programs by name.
public final class Bench {

    private static final int WIDTH = 100;

    private Bench() {}

    /// What a program does with its plan and the home of the source tree.
    @FunctionalInterface
    private interface Program {
        void run(Plan plan, Path home) throws Exception;
    }

    public static void main(String[] args) {
        CommandSpec root = CommandSpec.create().name("bench/run").mixinStandardHelpOptions(true);
        root.usageMessage().width(WIDTH).header("Boson's load programs; see bench/README.md.");
        add(root, "heartbeat", "acknowledged heartbeats, beside two ceilings", HeartbeatBench::run);
        add(root, "register", "registrations at 300/s and flat out", RegisterBench::run);
        add(root, "route", "route requests with 100, 10,000 and 100,000 nodes", RouteBench::run);
        add(root, "decision", "the routing decision alone", DecisionBench::run);
        add(root, "fleet", "a simulated fleet with faults, at play", FleetBench::run);
        add(root, "relay", "frames through the WebSocket relay", RelayBench::run);
        add(root, "switch", "packets through the relay, UDP and WebSocket", SwitchBench::run);
        add(root, "history", "a month of samples, written and asked for", HistoryBench::run);
        add(root, "metrics", "samples over HTTP, replayed, rebuilt", MetricsBench::run);
        add(root, "start", "time to ready and memory", StartBench::run);
        System.exit(new CommandLine(root).execute(args));
    }

    private static void add(CommandSpec root, String name, String header, Program program) {
        CommandSpec[] self = new CommandSpec[1];
        Callable<Integer> call =
                () -> {
                    Path home = Path.of(System.getProperty("bench.home", ""));
                    program.run(Plan.of(self[0].commandLine().getParseResult()), home);
                    return 0;
                };
        self[0] = Plan.options(CommandSpec.wrapWithoutInspection(call).name(name));
        self[0].mixinStandardHelpOptions(true).usageMessage().width(WIDTH).header(header);
        root.addSubcommand(name, self[0]);
    }
}
