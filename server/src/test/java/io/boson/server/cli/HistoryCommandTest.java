package io.boson.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

final class HistoryCommandTest {

    private static final Path HOME = Path.of("/opt/boson");

    private final List<LaunchRequest> asked = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Rebuild.Outcome outcome = new Rebuild.Outcome.Rebuilt();

    private int boson(String... words) {
        Rebuild rebuild =
                (request, _) -> {
                    asked.add(request);
                    return outcome;
                };
        var command = new HistoryCommand(rebuild, Screen.FILE, HOME, Map.of("BOSON_DATA", "/srv"));
        return Boson.run(
                List.of(command.spec()),
                Ansi.OFF,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                words);
    }

    @Test
    void withoutOptionsTakesTheEnvironmentAsItIs() {
        assertThat(boson("history", "rebuild")).isZero();

        assertThat(asked)
                .containsExactly(
                        new LaunchRequest(
                                HOME.resolve("config.yml"), Map.of("BOSON_DATA", "/srv")));
    }

    @Test
    void optionsWin() {
        assertThat(boson("history", "rebuild", "--data", "/d", "--config", "/c.yml")).isZero();

        assertThat(asked)
                .containsExactly(new LaunchRequest(Path.of("/c.yml"), Map.of("BOSON_DATA", "/d")));
    }

    @Test
    void aRefusalIsOneLineAndExitCodeOne() {
        outcome = new Rebuild.Outcome.Refused("data is in use");

        assertThat(boson("history", "rebuild")).isEqualTo(1);
        assertThat(err.toString()).isEqualTo("boson: data is in use\n");
    }

    @Test
    void whatIsNotUnderstoodIsExitCodeTwo() {
        assertThat(boson("history")).isEqualTo(2);
        assertThat(boson("history", "rebuilt")).isEqualTo(2);
        assertThat(boson("history", "rebuild", "--yes")).isEqualTo(2);
        assertThat(asked).isEmpty();
        assertThat(err.toString().lines()).hasSize(3).allMatch(line -> line.startsWith("boson: "));
    }

    @Test
    void helpTellsWhatItDoes() {
        assertThat(boson("history", "rebuild", "--help")).isZero();
        assertThat(out.toString()).contains("keeps what is older", "stop the server");
    }
}
