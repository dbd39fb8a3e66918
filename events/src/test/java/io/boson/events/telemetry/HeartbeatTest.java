package io.boson.events.telemetry;

import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.REGISTRATION;
import static io.boson.events.Samples.at;
import static io.boson.events.Samples.metrics;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Cell;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class HeartbeatTest {

    @ParameterizedTest
    @CsvSource({
        "0,    0,    0,    online",
        "90,   90,   10,   online",
        "90.1, 0,    0,    degraded",
        "0,    90.1, 0,    degraded",
        "0,    0,    10.1, degraded",
        "100,  100,  100,  degraded"
    })
    void metricsDegradeAboveTheirLimits(double cpu, double memory, double loss, String status) {
        assertThat(metrics(cpu, memory, loss).status().text()).isEqualTo(status);
    }

    /// Rows: what the node states. Columns: what it measured.
    private static final String STATUS =
            """
                     | nothing  | good     | bad
            nothing  | online   | online   | degraded
            online   | online   | online   | degraded
            degraded | degraded | degraded | degraded
            offline  | offline  | offline  | offline
            """;

    private static Stream<Cell> cells() {
        return Cell.of(STATUS);
    }

    @ParameterizedTest
    @MethodSource("cells")
    void theWorseOfStatedAndMeasuredCounts(Cell cell) {
        Optional<HeartbeatMetrics> measured =
                switch (cell.column()) {
                    case "good" -> Optional.of(metrics(7, 40, 0));
                    case "bad" -> Optional.of(metrics(99, 40, 0));
                    default -> Optional.empty();
                };
        Heartbeat heartbeat =
                new Heartbeat(NODE, REGISTRATION, NodeStatus.parse(cell.row()), measured, at(0));
        assertThat(heartbeat.status().text()).isEqualTo(cell.says());
    }
}
