package io.boson.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.health.Probe.Report;
import io.boson.server.health.Probe.State;
import io.boson.server.history.HistoryState;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Without its history a server serves.
final class DatabaseProbeTest {

    @Test
    void isNeverWorseThanDegradedAndSaysWhy() {
        assertThat(probe(new HistoryState.Starting()))
                .isEqualTo(Report.of(State.DEGRADED, "starting"));
        assertThat(probe(new HistoryState.Away("connection refused")))
                .isEqualTo(Report.of(State.DEGRADED, "connection refused"));
        assertThat(probe(new HistoryState.Disabled("database.url is none")))
                .isEqualTo(Report.of(State.DISABLED, "database.url is none"));
    }

    private static Report probe(HistoryState state) {
        return Probes.database(state, Instant.EPOCH);
    }
}
