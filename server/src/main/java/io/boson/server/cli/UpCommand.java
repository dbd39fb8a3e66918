package io.boson.server.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `boson up`: collects what was asked for and launches it.
public final class UpCommand implements Callable<Integer> {

    private static final String CONFIG = "--config";

    private final Launch launch;
    private final Path home;
    private final Map<String, String> environment;
    private final CommandSpec spec;

    /// @param home where `config.yml` lies when no other file is named
    /// @param environment the process's own, over which the options are laid
    public UpCommand(Launch launch, Path home, Map<String, String> environment) {
        this.launch = launch;
        this.home = home;
        this.environment = Map.copyOf(environment);
        this.spec = described(CommandSpec.wrapWithoutInspection(this));
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        return switch (launch.run(request())) {
            case Launch.Outcome.Stopped() -> ExitCode.DONE.number();
            case Launch.Outcome.Refused(var reason) -> {
                spec.commandLine().getErr().println("boson: " + reason);
                yield ExitCode.FAILED.number();
            }
        };
    }

    private LaunchRequest request() {
        var parsed = spec.commandLine().getParseResult();
        var merged = new LinkedHashMap<>(environment);
        for (var option : UpOption.values()) {
            if (parsed.hasMatchedOption(option.option())) {
                merged.put(option.variable(), parsed.matchedOptionValue(option.option(), ""));
            }
        }
        var config = parsed.matchedOptionValue(CONFIG, home.resolve("config.yml"));
        return new LaunchRequest(config, merged);
    }

    private static CommandSpec described(CommandSpec spec) {
        spec.name("up").mixinStandardHelpOptions(true);
        spec.addOption(
                OptionSpec.builder(CONFIG)
                        .paramLabel("FILE")
                        .type(Path.class)
                        .description("configuration file (config.yml beside the launcher)")
                        .build());
        for (var option : UpOption.values()) {
            spec.addOption(option.spec());
        }
        spec.usageMessage()
                .width(RootCommand.WIDTH)
                .header("Start the server and stay until it is stopped")
                .synopsisHeading("%nUsage: ")
                .abbreviateSynopsis(true)
                .description(
                        "%nServes the HTTP API and the relay. Where no other Kafka is named, one"
                                + " runs inside this process and keeps its log under --data.")
                .optionListHeading("%n@|bold Options|@ (in parentheses: when not given)%n")
                .sortOptions(false)
                .footer(
                        "",
                        "@|bold Examples|@",
                        "  boson up",
                        "  boson up --port 8080 --data /var/lib/boson",
                        "  boson up --bind 0.0.0.0 --advertised-host vpn.example.org",
                        "",
                        "An option wins over its environment variable (see `boson --help`), and",
                        "the variable over the configuration file. Ctrl-C stops the server.");
        return spec;
    }
}
