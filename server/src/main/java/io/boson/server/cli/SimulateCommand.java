package io.boson.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/// `boson simulate`: collects what was asked for and has it played.
public final class SimulateCommand implements Callable<Integer> {

    private static final String KEEP = "--keep";
    private static final String PORT_VARIABLE = "BOSON_HTTP_PORT";
    private static final String DATA_VARIABLE = "BOSON_DATA";

    private final Simulate simulate;
    private final Screen screen;
    private final Map<String, String> environment;
    private final CommandSpec spec;

    /// @param screen where the live line is to be seen
    /// @param environment the process's own; says where `boson up` listens and keeps its data
    public SimulateCommand(Simulate simulate, Screen screen, Map<String, String> environment) {
        this.simulate = simulate;
        this.screen = screen;
        this.environment = Map.copyOf(environment);
        this.spec = described(CommandSpec.wrapWithoutInspection(this));
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        return switch (simulate.run(request())) {
            case Simulate.Outcome.Played() -> ExitCode.DONE.number();
            case Simulate.Outcome.Refused(var reason) -> {
                spec.commandLine().getErr().println("boson: " + reason);
                yield ExitCode.FAILED.number();
            }
        };
    }

    private SimulateRequest request() {
        return new SimulateRequest(
                whole(SimulateOption.NODES, 20),
                whole(SimulateOption.CLIENTS, 50),
                api(),
                key(),
                duration(),
                given(SimulateOption.SEED).map(Long::valueOf),
                Duration.ofSeconds(whole(SimulateOption.HEARTBEAT, 10)),
                given(SimulateOption.ROUTES_PER_SECOND).map(Double::valueOf).orElse(5.0),
                !given(SimulateOption.RELAY).equals(Optional.of("off")),
                spec.commandLine().getParseResult().hasMatchedOption(KEEP),
                new SimulateRequest.Faults(
                        whole(SimulateOption.DEGRADE, 0),
                        whole(SimulateOption.SILENT, 0),
                        whole(SimulateOption.CHURN, 0),
                        whole(SimulateOption.DROP_CLIENTS, 0),
                        whole(SimulateOption.NOISE, 5)),
                screen);
    }

    private Optional<String> given(SimulateOption option) {
        var parsed = spec.commandLine().getParseResult();
        return parsed.hasMatchedOption(option.option())
                ? Optional.of(parsed.matchedOptionValue(option.option(), ""))
                : Optional.empty();
    }

    private int whole(SimulateOption option, int otherwise) {
        return given(option).map(Integer::valueOf).orElse(otherwise);
    }

    /// Where `boson up` listens with the same environment, unless it was told.
    private URI api() {
        var port = environment.getOrDefault(PORT_VARIABLE, "");
        var local = "http://localhost:" + (port.matches("[1-9][0-9]{0,4}") ? port : "3000");
        return URI.create(given(SimulateOption.API).orElse(local));
    }

    private SimulateRequest.EnrolmentKey key() {
        var data = given(SimulateOption.DATA);
        var byDefault = environment.getOrDefault(DATA_VARIABLE, "");
        return given(SimulateOption.ENROLMENT_KEY)
                .<SimulateRequest.EnrolmentKey>map(SimulateRequest.EnrolmentKey.Given::new)
                .orElseGet(
                        () ->
                                new SimulateRequest.EnrolmentKey.InDirectory(
                                        Path.of(
                                                data.orElse(
                                                        byDefault.isBlank() ? "data" : byDefault)),
                                        data.isPresent()));
    }

    private Optional<Duration> duration() {
        var form =
                SimulateForm.DURATION_PATTERN.matcher(given(SimulateOption.DURATION).orElse("60s"));
        if (!form.matches()) {
            throw new IllegalStateException("checked when it was parsed");
        }
        var unit = SimulateForm.SECONDS_IN.getOrDefault(form.group(2), 1);
        return Optional.of(Duration.ofSeconds(Long.parseLong(form.group(1)) * unit))
                .filter(Duration::isPositive);
    }

    private static CommandSpec described(CommandSpec spec) {
        spec.name("simulate").mixinStandardHelpOptions(true);
        for (var option : SimulateOption.values()) {
            spec.addOption(option.spec());
        }
        spec.addOption(
                OptionSpec.builder(KEEP)
                        .arity("0")
                        .type(boolean.class)
                        .description("leave nodes and sessions at the end, to expire")
                        .build());
        spec.usageMessage()
                .width(RootCommand.WIDTH)
                .header("Play a fleet of nodes and clients against a running server")
                .synopsisHeading("%nUsage: ")
                .abbreviateSynopsis(true)
                .description(
                        "%nPlays nodes and clients through the server's real HTTP API and relay,"
                                + " each with a port, a place and a token of its own: nodes"
                                + " register and send heartbeats, clients ask for routes, hold"
                                + " their sessions for a while and exchange packets with their"
                                + " node. One line tells what goes on, a summary what it came to;"
                                + " then everything is put away again.")
                .optionListHeading("%n@|bold Options|@ (in parentheses: when not given)%n")
                .sortOptions(false)
                .footer(
                        "",
                        "@|bold Examples|@",
                        "  boson simulate                       beside `boson up`, same folder",
                        "  boson simulate --nodes 200 --clients 500 --routes-per-second 15",
                        "  boson simulate --duration 5m --degrade 20 --silent 10 --churn 10",
                        "  boson simulate --duration 0 --seed 42 --drop-clients 30",
                        "  boson simulate --api http://vpn.example.org:3000 --data /srv/boson",
                        "",
                        "In the live line, `12/40 ms` is p50 and p99; `bad` nodes are degraded.",
                        "Ctrl-C ends the play early; the summary comes all the same.");
        return spec;
    }
}
