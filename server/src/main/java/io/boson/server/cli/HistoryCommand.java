package io.boson.server.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// `boson history rebuild`: collects what was asked for and has it done.
public final class HistoryCommand {

    private static final String CONFIG = "--config";
    private static final String DATA = "--data";

    private final CommandSpec spec;

    /// @param screen where the bar is to be seen
    /// @param home where `config.yml` lies when no other file is named
    /// @param environment the process's own, over which the options are laid
    public HistoryCommand(
            Rebuild rebuild, Screen screen, Path home, Map<String, String> environment) {
        spec = CommandSpec.wrapWithoutInspection((Callable<Integer>) this::unfinished);
        spec.name("history").mixinStandardHelpOptions(true);
        spec.usageMessage()
                .width(RootCommand.WIDTH)
                .header("Look after the history in PostgreSQL")
                .synopsisSubcommandLabel("COMMAND")
                .commandListHeading("%n@|bold Commands|@%n")
                .optionListHeading("%n@|bold Options|@%n");
        spec.addSubcommand("rebuild", new Asked(rebuild, screen, home, environment).spec);
    }

    CommandSpec spec() {
        return spec;
    }

    private int unfinished() {
        throw new ParameterException(spec.commandLine(), "Say what: rebuild");
    }

    private static final class Asked implements Callable<Integer> {

        private final Rebuild rebuild;
        private final Screen screen;
        private final Path home;
        private final Map<String, String> environment;
        private final CommandSpec spec;

        Asked(Rebuild rebuild, Screen screen, Path home, Map<String, String> environment) {
            this.rebuild = rebuild;
            this.screen = screen;
            this.home = home;
            this.environment = Map.copyOf(environment);
            this.spec = described(CommandSpec.wrapWithoutInspection(this));
        }

        @Override
        public Integer call() {
            var parsed = spec.commandLine().getParseResult();
            var merged = new LinkedHashMap<>(environment);
            if (parsed.hasMatchedOption(DATA)) {
                merged.put("BOSON_DATA", parsed.matchedOptionValue(DATA, ""));
            }
            var config = parsed.matchedOptionValue(CONFIG, home.resolve("config.yml"));
            return switch (rebuild.run(new LaunchRequest(config, merged), screen)) {
                case Rebuild.Outcome.Rebuilt() -> ExitCode.DONE.number();
                case Rebuild.Outcome.Refused(var reason) -> {
                    spec.commandLine().getErr().println("boson: " + reason);
                    yield ExitCode.FAILED.number();
                }
            };
        }
    }

    private static CommandSpec described(CommandSpec spec) {
        spec.name("rebuild").mixinStandardHelpOptions(true);
        spec.addOption(
                OptionSpec.builder(CONFIG)
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description("configuration file (config.yml beside the launcher)")
                        .build());
        spec.addOption(
                OptionSpec.builder(DATA)
                        .paramLabel("DIR")
                        .type(String.class)
                        .description("the server's data directory (data, or BOSON_DATA)")
                        .build());
        spec.usageMessage()
                .width(RootCommand.WIDTH)
                .header("Write the history anew from what the log holds")
                .synopsisHeading("%nUsage: ")
                .abbreviateSynopsis(true)
                .description(
                        "%nTakes out of PostgreSQL what the log still holds, keeps what is older,"
                                + " and writes the log down again: samples, their sums by minute,"
                                + " hour and day, and the audit trail. Where Kafka or PostgreSQL is"
                                + " the embedded one, stop the server first. Whatever ends it early"
                                + " loses nothing: the next server, or the same command, goes on.")
                .optionListHeading("%n@|bold Options|@ (in parentheses: when not given)%n")
                .sortOptions(false)
                .footer(
                        "",
                        "@|bold Examples|@",
                        "  boson history rebuild --data /var/lib/boson",
                        "  BOSON_KAFKA_BOOTSTRAP_SERVERS=k1:9092 \\",
                        "    BOSON_DATABASE_URL=jdbc:postgresql://db/boson boson history rebuild");
        return spec;
    }
}
