package io.boson.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// `boson replay`: collects what was asked for and has it printed.
public final class ReplayCommand implements Callable<Integer> {

    private static final String NODE = "--node";
    private static final String TYPE = "--type";
    private static final String FROM = "--from";
    private static final String TO = "--to";
    private static final String SPEED = "--speed";
    private static final String API = "--api";
    private static final String TOKEN = "--token-file";

    private final Replay replay;
    private final Map<String, String> environment;
    private final CommandSpec spec;

    /// @param environment the process's own; says where `boson up` listens and keeps its data
    public ReplayCommand(Replay replay, Map<String, String> environment) {
        this.replay = replay;
        this.environment = Map.copyOf(environment);
        this.spec = described(CommandSpec.wrapWithoutInspection(this));
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        return switch (replay.run(request())) {
            case Replay.Outcome.Ended() -> ExitCode.DONE.number();
            case Replay.Outcome.Refused(var reason) -> {
                spec.commandLine().getErr().println("boson: " + reason);
                yield ExitCode.FAILED.number();
            }
        };
    }

    private ReplayRequest request() {
        Optional<String> node = given(NODE);
        if (node.isPresent() && given(TYPE).isPresent()) {
            throw new ParameterException(
                    spec.commandLine(), "--node replays samples alone: leave --type out");
        }
        Map<String, String> parameters = new TreeMap<>();
        given(TYPE).ifPresent(value -> parameters.put("type", value));
        given(FROM).ifPresent(v -> parameters.put(node.isPresent() ? "startTime" : "from", v));
        given(TO).ifPresent(value -> parameters.put(node.isPresent() ? "endTime" : "to", value));
        given(SPEED).ifPresent(value -> parameters.put("speed", value));
        return new ReplayRequest(api(), token(), node, parameters);
    }

    private Optional<String> given(String option) {
        var parsed = spec.commandLine().getParseResult();
        return parsed.hasMatchedOption(option)
                ? Optional.of(parsed.matchedOptionValue(option, ""))
                : Optional.empty();
    }

    /// Where `boson up` listens with the same environment, unless it was told.
    private URI api() {
        var port = environment.getOrDefault("BOSON_HTTP_PORT", "");
        var local = "http://localhost:" + (port.matches("[1-9][0-9]{0,4}") ? port : "3000");
        var text = given(API).orElse(local);
        if (!text.matches("https?://[^/?#\\s]+/?")) {
            throw new ParameterException(
                    spec.commandLine(), API + " must be such as http://localhost:3000");
        }
        return URI.create(text);
    }

    private Path token() {
        var data = environment.getOrDefault("BOSON_DATA", "");
        return given(TOKEN)
                .map(Path::of)
                .orElseGet(() -> Path.of(data.isBlank() ? "data" : data, "operator.token"));
    }

    private static CommandSpec described(CommandSpec spec) {
        spec.name("replay").mixinStandardHelpOptions(true);
        spec.addOption(
                RootCommand.option(NODE, "ID", "this node's samples instead of all nodes' events"));
        spec.addOption(
                RootCommand.option(TYPE, "NAMES", "only these events, between commas (all)"));
        spec.addOption(RootCommand.option(FROM, "TIME", "where to begin (a day before the end)"));
        spec.addOption(RootCommand.option(TO, "TIME", "where to end (now)"));
        spec.addOption(
                RootCommand.option(
                        SPEED, "N", "1 as it happened, 60 a minute a second (0: at once)"));
        spec.addOption(
                RootCommand.option(
                        API,
                        "URL",
                        "the server (http://localhost:3000, or the port in BOSON_HTTP_PORT)"));
        spec.addOption(RootCommand.option(TOKEN, "FILE", "an operator's or auditor's token"));
        List<String> footer =
                List.of(
                        "",
                        "@|bold Examples|@",
                        "  boson replay --from 2026-01-31 --type io.boson.node.went-silent.v1",
                        "  boson replay --node 0b50a000-0000-4000-8000-000000000001 --speed 60");
        spec.usageMessage()
                .width(RootCommand.WIDTH)
                .header("Print what happened once more, one JSON object per line")
                .synopsisHeading("%nUsage: ")
                .abbreviateSynopsis(true)
                .description(
                        "%nReads the log (or, of one node, the history) again, in order, at the"
                                + " speed it had or another. A connection that breaks is taken up"
                                + " where it was.")
                .optionListHeading("%n@|bold Options|@ (in parentheses: when not given)%n")
                .sortOptions(false)
                .footer(footer.toArray(String[]::new));
        return spec;
    }
}
