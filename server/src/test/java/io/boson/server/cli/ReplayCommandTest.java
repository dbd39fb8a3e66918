package io.boson.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine.Help.Ansi;

final class ReplayCommandTest {

    private static final URI LOCAL = URI.create("http://localhost:3000");
    private static final Path TOKEN = Path.of("data", "operator.token");

    private final List<ReplayRequest> asked = new ArrayList<>();
    private final StringWriter err = new StringWriter();
    private Map<String, String> environment = Map.of();
    private Replay.Outcome outcome = new Replay.Outcome.Ended();

    private int boson(String... words) {
        Replay replay =
                request -> {
                    asked.add(request);
                    return outcome;
                };
        return Boson.run(
                List.of(new ReplayCommand(replay, environment).spec()),
                Ansi.OFF,
                new PrintWriter(new StringWriter(), true),
                new PrintWriter(err, true),
                words);
    }

    @Test
    void withoutOptionsEverythingIsAskedOfTheServerHere() {
        assertThat(boson("replay")).isZero();

        assertThat(asked)
                .containsExactly(new ReplayRequest(LOCAL, TOKEN, Optional.empty(), Map.of()));
    }

    @Test
    void theEnvironmentOfUpSaysWhereTheServerIs() {
        environment = Map.of("BOSON_HTTP_PORT", "8080", "BOSON_DATA", "/srv/boson");

        assertThat(boson("replay")).isZero();

        assertThat(asked)
                .containsExactly(
                        new ReplayRequest(
                                URI.create("http://localhost:8080"),
                                Path.of("/srv/boson/operator.token"),
                                Optional.empty(),
                                Map.of()));
    }

    @Test
    void eventsOfAllNodes() {
        assertThat(
                        boson(
                                "replay",
                                "--type",
                                "a.v1,b.v1",
                                "--from",
                                "2026-01-01",
                                "--to",
                                "2026-01-02",
                                "--speed",
                                "60",
                                "--api",
                                "https://boson.example/",
                                "--token-file",
                                "/t"))
                .isZero();

        assertThat(asked)
                .containsExactly(
                        new ReplayRequest(
                                URI.create("https://boson.example/"),
                                Path.of("/t"),
                                Optional.empty(),
                                Map.of(
                                        "type", "a.v1,b.v1",
                                        "from", "2026-01-01",
                                        "to", "2026-01-02",
                                        "speed", "60")));
    }

    @Test
    void samplesOfOneNodeAreAskedForInTheirOwnWords() {
        assertThat(boson("replay", "--node", "n", "--from", "1", "--to", "2")).isZero();

        assertThat(asked)
                .containsExactly(
                        new ReplayRequest(
                                LOCAL,
                                TOKEN,
                                Optional.of("n"),
                                Map.of("startTime", "1", "endTime", "2")));
    }

    @ParameterizedTest
    @CsvSource({
        "--node n --type t, leave --type out",
        "--api localhost:3000, must be such as http://localhost:3000",
        "--api http://h/path, must be such as http://localhost:3000",
        "--speed, --speed",
        "--fast, unknown option '--fast'",
        "now, unexpected argument 'now'",
    })
    void whatMakesNoSenseIsOneLineAndExitCodeTwo(String options, String line) {
        assertThat(boson(("replay " + options).split(" "))).isEqualTo(2);

        assertThat(asked).isEmpty();
        assertThat(err.toString().lines()).singleElement().asString().contains(line);
    }

    @Test
    void aRefusalIsOneLineAndExitCodeOne() {
        outcome = new Replay.Outcome.Refused("cut off again and again");

        assertThat(boson("replay")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("boson: cut off again and again\n");
    }
}
