package io.boson.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class BosonTest {

    private static final Path HOME = Path.of("/opt/boson");

    private final List<LaunchRequest> launched = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Launch launch =
            request -> {
                launched.add(request);
                return new Launch.Outcome.Stopped();
            };
    private Map<String, String> environment = Map.of();
    private Ansi colours = Ansi.OFF;

    @Test
    void upWithoutOptionsTakesTheEnvironmentAsItIs() {
        environment = Map.of("BOSON_DATA", "/srv", "PATH", "/bin");

        assertThat(boson("up")).isZero();

        assertThat(launched)
                .containsExactly(new LaunchRequest(HOME.resolve("config.yml"), environment));
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "--port, 8080, BOSON_HTTP_PORT",
        "--relay-port, 0, BOSON_RELAY_PORT",
        "--admin-port, 65535, BOSON_ADMIN_PORT",
        "--bind, ::1, BOSON_BIND",
        "--advertised-host, vpn.example.org, BOSON_ADVERTISED_HOST",
        "--data, /var/lib/boson, BOSON_DATA",
        "--kafka, 'a:9092,b:9092', BOSON_KAFKA_BOOTSTRAP_SERVERS",
        "--enrolment, open, BOSON_ENROLMENT"
    })
    void anOptionWinsOverItsVariable(String option, String value, String variable) {
        environment = Map.of(variable, "the environment's", "PATH", "/bin");

        assertThat(boson("up", option, value)).isZero();
        assertThat(boson("up", option + "=" + value)).isZero();

        assertThat(launched)
                .hasSize(2)
                .extracting(LaunchRequest::environment)
                .containsOnly(Map.of(variable, value, "PATH", "/bin"));
    }

    @Test
    void anotherConfigurationFileCanBeNamed() {
        assertThat(boson("up", "--config", "mine.yml")).isZero();

        assertThat(launched).extracting(LaunchRequest::config).containsExactly(Path.of("mine.yml"));
    }

    @Test
    void aRefusalIsOneLineAndExitCodeOne() {
        launch = _ -> new Launch.Outcome.Refused("BOSON_HTTP_PORT: port 3000 is in use");

        assertThat(boson("up")).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).isEqualTo("boson: BOSON_HTTP_PORT: port 3000 is in use\n");
    }

    @Test
    void aBugShowsItsTraceAndIsExitCodeOne() {
        launch =
                _ -> {
                    throw new IllegalStateException("no such state");
                };

        assertThat(boson("up")).isEqualTo(1);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("no such state", "\tat io.boson.server.cli.BosonTest");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    upp               | unknown command 'upp' (did you mean up?)
                    xyzzy             | unknown command 'xyzzy'; see `boson --help`
                    --port 1          | unknown option '--port'; see `boson --help`
                    up --prot 1       | unknown option '--prot'; see `boson up --help`
                    up now            | unexpected argument 'now'; see `boson up --help`
                    up --port         | option '--port' (N)
                    up --port x       | '--port': 'x' is no port (0 to 65535)
                    up --port 65536   | '65536' is no port (0 to 65535)
                    up --port -1      | '-1' is no port (0 to 65535)
                    up --enrolment no | 'no' is neither 'key' nor 'open'
                    up --data=        | the value is empty
                    up --port 1 --port 2 | option '--port' (N) should be specified only once
                    """)
    void wordsWithoutMeaningAreOneLineAndExitCodeTwo(String words, String line) {
        assertThat(boson(words.split(" "))).isEqualTo(2);

        assertThat(launched).isEmpty();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("boson: ")
                .contains(line)
                .contains("; see `boson ");
    }

    @Test
    void withoutACommandHelpIsShownAsAnError() {
        assertThat(boson()).isEqualTo(2);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).startsWith("Usage: boson").contains("Commands", "Exit codes");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "-h", "help"})
    void helpExplainsEverythingInEightyColumns(String word) {
        assertThat(boson(word)).isZero();

        assertThat(err.toString()).isEmpty();
        assertThat(out.toString())
                .startsWith("Usage: boson")
                .contains("decentralised VPN", "Commands", "Options", "Examples")
                .contains("Environment", "BOSON_JAVA_OPTS", "NO_COLOR", "Exit codes", "130, 143")
                .doesNotContain("@|", "\33[");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @EnumSource
    void everySettingIsInBothHelps(UpOption option) {
        boson("--help");
        assertThat(out.toString()).contains(option.variable(), option.option());

        boson("up", "--help");
        boson("help", "up");
        assertThat(out.toString().split(option.option() + "=", -1)).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V", "up --version"})
    void theVersionIsOneLine(String words) {
        assertThat(boson(words.split(" "))).isZero();

        assertThat(out.toString()).isEqualTo("boson (development)\n");
    }

    @Test
    void coloursAreForThoseWhoWantThem() {
        colours = Ansi.ON;

        boson("--help");

        assertThat(out.toString()).contains("\33[1mCommands\33[");
    }

    private int boson(String... words) {
        var up = new UpCommand(launch, HOME, environment);
        var simulate =
                new SimulateCommand(_ -> new Simulate.Outcome.Played(), Screen.FILE, environment);
        return Boson.run(up, simulate, colours, new PrintWriter(out), new PrintWriter(err), words);
    }
}
