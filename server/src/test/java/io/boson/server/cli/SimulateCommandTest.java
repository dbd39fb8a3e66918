package io.boson.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.cli.SimulateRequest.EnrolmentKey;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine.Help.Ansi;

class SimulateCommandTest {

    private static final Screen SCREEN = new Screen(true, 100);

    private final List<SimulateRequest> played = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Simulate.Outcome outcome = new Simulate.Outcome.Played();
    private Map<String, String> environment = Map.of();

    @Test
    void withoutOptionsASmallFleetPlaysForAMinuteOnThisMachine() {
        assertThat(simulate("")).isZero();

        assertThat(played)
                .containsExactly(
                        new SimulateRequest(
                                20,
                                50,
                                URI.create("http://localhost:3000"),
                                new EnrolmentKey.InDirectory(Path.of("data"), false),
                                Optional.of(Duration.ofSeconds(60)),
                                Optional.empty(),
                                Duration.ofSeconds(10),
                                5,
                                true,
                                false,
                                new SimulateRequest.Faults(0, 0, 0, 0, 5),
                                SCREEN));
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void everyOptionIsHeard() {
        simulate(
                "--nodes 5000 --clients 0 --api https://vpn.example.org --enrolment-key k3y"
                        + " --duration 2h --seed -42 --heartbeat 300 --routes-per-second 0.5"
                        + " --relay off --keep --degrade 1 --silent 2 --churn 3 --drop-clients 4"
                        + " --noise 100");

        assertThat(played)
                .containsExactly(
                        new SimulateRequest(
                                5_000,
                                0,
                                URI.create("https://vpn.example.org"),
                                new EnrolmentKey.Given("k3y"),
                                Optional.of(Duration.ofHours(2)),
                                Optional.of(-42L),
                                Duration.ofMinutes(5),
                                0.5,
                                false,
                                true,
                                new SimulateRequest.Faults(1, 2, 3, 4, 100),
                                SCREEN));
    }

    @Test
    void theEnvironmentOfUpIsUnderstood() {
        environment = Map.of("BOSON_HTTP_PORT", "8080", "BOSON_DATA", "/srv/boson");

        simulate("");
        simulate("--api http://[::1]:1 --data here");

        assertThat(played)
                .extracting(SimulateRequest::api)
                .containsExactly(URI.create("http://localhost:8080"), URI.create("http://[::1]:1"));
        assertThat(played)
                .extracting(SimulateRequest::key)
                .containsExactly(
                        new EnrolmentKey.InDirectory(Path.of("/srv/boson"), false),
                        new EnrolmentKey.InDirectory(Path.of("here"), true));
    }

    @ParameterizedTest
    @CsvSource({"90, 90", "90s, 90", "5m, 300", "1h, 3600"})
    void durationsHaveUnits(String text, long seconds) {
        simulate("--duration " + text);

        assertThat(played)
                .extracting(SimulateRequest::duration)
                .containsExactly(Optional.of(Duration.ofSeconds(seconds)));
    }

    @Test
    void noDurationIsUntilSomebodyStopsIt() {
        simulate("--duration 0");

        assertThat(played).extracting(SimulateRequest::duration).containsExactly(Optional.empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            textBlock =
                    """
                    --nodes 0               | '--nodes': '0' is no whole number from 1 to 5000
                    --nodes 5001            | '--nodes': '5001' is no whole number from 1 to 5000
                    --nodes 99999999999     | '--nodes': '99999999999' is no whole number
                    --clients -1            | '--clients': '-1' is no whole number from 0 to 20000
                    --clients 20001         | '--clients': '20001' is no whole number
                    --api localhost         | '--api': 'localhost' is no address such as http
                    --api ftp://a           | '--api': 'ftp://a' is no address
                    --api http://a/b        | '--api': 'http://a/b' is no address
                    --api http://u:p@a      | '--api': 'http://u:p@a' is no address
                    --enrolment-key=        | '--enrolment-key': the key is empty
                    --enrolment-key a\u00e4 | '--enrolment-key': the key is empty, too long or has
                    --data=                 | '--data': the value is empty
                    --duration 1d           | '--duration': '1d' is no duration such as 90s
                    --duration 169h         | '--duration': '169h' is no duration
                    --seed x                | '--seed': 'x' is no whole number
                    --heartbeat 9           | '--heartbeat': '9' is no whole number from 10 to 300
                    --heartbeat 301         | '--heartbeat': '301' is no whole number
                    --routes-per-second 0   | '--routes-per-second': '0' is no number from 0.1
                    --routes-per-second 1e3 | '--routes-per-second': '1e3' is no number
                    --relay yes             | '--relay': 'yes' is neither 'on' nor 'off'
                    --degrade 101           | '--degrade': '101' is no whole number from 0 to 100
                    --silent x              | '--silent': 'x' is no whole number from 0 to 100
                    --churn 1.5             | '--churn': '1.5' is no whole number from 0 to 100
                    --drop-clients -1       | '--drop-clients': '-1' is no whole number
                    --noise %               | '--noise': '%' is no whole number from 0 to 100
                    --frob                  | unknown option '--frob'
                    now                     | unexpected argument 'now'
                    """)
    void aWrongValueIsOneLineThatNamesItsOption(String words, String line) {
        assertThat(simulate(words)).isEqualTo(2);

        assertThat(played).isEmpty();
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("boson: ")
                .contains(line)
                .endsWith("; see `boson simulate --help`");
    }

    @Test
    void aRefusalIsOneLineAndExitCodeOne() {
        outcome = new Simulate.Outcome.Refused("http://localhost:3000 does not answer");

        assertThat(simulate("")).isEqualTo(1);

        assertThat(err.toString()).isEqualTo("boson: http://localhost:3000 does not answer\n");
    }

    @ParameterizedTest
    @EnumSource
    void helpTellsOfEveryOption(SimulateOption option) {
        assertThat(simulate("--help")).isZero();

        assertThat(out.toString()).contains(option.option() + "=", "--keep", "Examples");
        assertThat(out.toString().lines()).allMatch(line -> line.length() <= 80);
    }

    private int simulate(String words) {
        var up = new UpCommand(_ -> new Launch.Outcome.Stopped(), Path.of(""), environment);
        var simulate =
                new SimulateCommand(
                        request -> {
                            played.add(request);
                            return outcome;
                        },
                        SCREEN,
                        environment);
        return Boson.run(
                up,
                simulate,
                Ansi.OFF,
                new PrintWriter(out),
                new PrintWriter(err),
                ("simulate " + words).strip().split(" "));
    }
}
