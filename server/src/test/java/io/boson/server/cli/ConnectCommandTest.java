package io.boson.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.cli.ConnectRequest.Where;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

class ConnectCommandTest {

    private static final String NODE = "0b50a000-0000-4000-8000-000000000001";

    @TempDir Path directory;

    private final List<ConnectRequest> asked = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();
    private final StringWriter err = new StringWriter();
    private Connect.Outcome outcome = new Connect.Outcome.Printed();

    private int connect(String... words) {
        Connect connect =
                request -> {
                    asked.add(request);
                    return outcome;
                };
        environment.putIfAbsent("BOSON_DATA", directory.toString());
        var command = new ConnectCommand(connect, Screen.FILE, environment);
        List<String> all = new ArrayList<>(List.of("connect"));
        all.addAll(List.of(words));
        return Boson.run(
                List.of(command.spec()),
                Ansi.OFF,
                new PrintWriter(new StringWriter()),
                new PrintWriter(err, true),
                all.toArray(String[]::new));
    }

    private ConnectRequest only() {
        assertThat(asked).hasSize(1);
        return asked.getFirst();
    }

    @Test
    void asksTheServerOfThisMachine() {
        assertThat(connect("--node", NODE)).isZero();
        assertThat(only())
                .isEqualTo(
                        new ConnectRequest(
                                URI.create("http://localhost:3000"),
                                new Where.Node(NODE),
                                Optional.empty(),
                                false,
                                Screen.FILE));
    }

    @Test
    void orAnother() throws Exception {
        environment.put("BOSON_HTTP_PORT", "8080");
        Path key = Files.createFile(directory.resolve("client.key"));
        assertThat(connect("--country", "de", "--qr")).isZero();
        assertThat(only())
                .isEqualTo(
                        new ConnectRequest(
                                URI.create("http://localhost:8080"),
                                new Where.Country("DE"),
                                Optional.of(key),
                                true,
                                Screen.FILE));
        asked.clear();
        assertThat(
                        connect(
                                "--country",
                                "DE",
                                "--api",
                                "https://boson.example",
                                "--client-key-file",
                                "mine"))
                .isZero();
        assertThat(only().api()).isEqualTo(URI.create("https://boson.example"));
        assertThat(only().clientKey()).contains(Path.of("mine"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        --qr                      | say where to: either --node ID or --country CC
        --node %s --country DE    | say where to: either --node ID or --country CC
        --node there              | --node must be a node's id, a UUID
        --country Germany         | --country must be two letters (ISO 3166-1), such as DE
        --country DE --api there  | --api must be such as http://localhost:3000
        """)
    void whatIsWrongIsNamed(String words, String reason) {
        assertThat(connect(words.formatted(NODE).split(" "))).isEqualTo(2);
        assertThat(err.toString()).startsWith("boson: " + reason);
        assertThat(asked).isEmpty();
    }

    @Test
    void aRefusalIsOneLine() {
        outcome = new Connect.Outcome.Refused("no server answers");
        assertThat(connect("--node", NODE)).isEqualTo(1);
        assertThat(err).hasToString("boson: no server answers" + System.lineSeparator());
    }
}
