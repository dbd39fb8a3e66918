package io.boson.server.cli;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/// `boson connect`: collects what was asked for and has it done.
public final class ConnectCommand implements Callable<Integer> {

    private static final String NODE = "--node";
    private static final String COUNTRY = "--country";
    private static final String API = "--api";
    private static final String CLIENT_KEY = "--client-key-file";
    private static final String QR = "--qr";
    private static final String UUID = "[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}";

    private final Connect connect;
    private final Screen screen;
    private final Map<String, String> environment;
    private final CommandSpec spec;

    /// @param screen where a code is to be seen
    /// @param environment the process's own; says where `boson up` listens and keeps its data
    public ConnectCommand(Connect connect, Screen screen, Map<String, String> environment) {
        this.connect = connect;
        this.screen = screen;
        this.environment = Map.copyOf(environment);
        this.spec = described(CommandSpec.wrapWithoutInspection(this));
    }

    CommandSpec spec() {
        return spec;
    }

    @Override
    public Integer call() {
        boolean qr = spec.commandLine().getParseResult().hasMatchedOption(QR);
        ConnectRequest request = new ConnectRequest(api(), where(), clientKey(), qr, screen);
        return switch (connect.run(request)) {
            case Connect.Outcome.Printed() -> ExitCode.DONE.number();
            case Connect.Outcome.Refused(var reason) -> {
                spec.commandLine().getErr().println("boson: " + reason);
                yield ExitCode.FAILED.number();
            }
        };
    }

    private ConnectRequest.Where where() {
        Optional<String> node = given(NODE);
        Optional<String> country = given(COUNTRY);
        if (node.isPresent() == country.isPresent()) {
            throw wrong("say where to: either " + NODE + " ID or " + COUNTRY + " CC");
        }
        if (node.isPresent()) {
            if (!node.get().matches(UUID)) {
                throw wrong(NODE + " must be a node's id, a UUID");
            }
            return new ConnectRequest.Where.Node(node.get());
        }
        if (!country.get().matches("[A-Za-z]{2}")) {
            throw wrong(COUNTRY + " must be two letters (ISO 3166-1), such as DE");
        }
        return new ConnectRequest.Where.Country(country.get().toUpperCase(Locale.ROOT));
    }

    /// The one that a server on this machine left for its clients, unless it was told.
    private Optional<Path> clientKey() {
        var data = environment.getOrDefault("BOSON_DATA", "");
        Path local = Path.of(data.isBlank() ? "data" : data, "client.key");
        return given(CLIENT_KEY)
                .map(Path::of)
                .or(() -> Optional.of(local).filter(Files::isReadable));
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
        if (!text.matches("https?://[A-Za-z0-9._\\[\\]:-]+/?")) {
            throw wrong(API + " must be such as http://localhost:3000");
        }
        return URI.create(text);
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    private static CommandSpec described(CommandSpec spec) {
        spec.name("connect").mixinStandardHelpOptions(true);
        spec.addOption(RootCommand.option(NODE, "ID", "through this node"));
        spec.addOption(
                RootCommand.option(COUNTRY, "CC", "through any node of this country, such as DE"));
        spec.addOption(
                RootCommand.option(
                        API,
                        "URL",
                        "the server (http://localhost:3000, or the port in BOSON_HTTP_PORT)"));
        spec.addOption(
                RootCommand.option(
                        CLIENT_KEY, "FILE", "a client key, for a server that asks for one"));
        spec.addOption(
                OptionSpec.builder(QR)
                        .arity("0")
                        .type(boolean.class)
                        .description("a QR code for WireGuard on a phone instead of the file")
                        .build());
        List<String> footer =
                List.of(
                        "",
                        "@|bold Examples|@",
                        "  boson connect --country DE > boson.conf && wg-quick up ./boson.conf",
                        "  boson connect --node 0b50a000-0000-4000-8000-000000000001 --qr");
        spec.usageMessage()
                .width(RootCommand.WIDTH)
                .header("Get a WireGuard configuration for a session")
                .synopsisHeading("%nUsage: ")
                .abbreviateSynopsis(true)
                .description(
                        "%nMakes a key pair here, sends the public half alone, and prints a whole"
                                + " file for wg-quick. It is good for one session: use it within"
                                + " two minutes, and it lives for as long as it is used.")
                .optionListHeading("%n@|bold Options|@ (in parentheses: when not given)%n")
                .sortOptions(false)
                .footer(footer.toArray(String[]::new));
        return spec;
    }
}
