package io.boson.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.health.HealthCheck;
import io.boson.server.health.Probe.Report;
import io.boson.server.health.Probe.State;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class HealthTest {

    @ParameterizedTest
    @CsvSource({
        "HEALTHY,  HEALTHY,   HEALTHY",
        "HEALTHY,  DEGRADED,  DEGRADED",
        "DEGRADED, HEALTHY,   DEGRADED",
        "DEGRADED, UNHEALTHY, UNHEALTHY",
        "HEALTHY,  UNHEALTHY, UNHEALTHY",
        "HEALTHY,  DISABLED,  HEALTHY",
        "DISABLED, DEGRADED,  DEGRADED",
    })
    void theWorstEssentialPartDecides(State kafka, State relay, State whole) {
        Health health = new Health(Map.of("kafka", is(kafka), "relay", is(relay)), Map.of());

        assertThat(health.look().whole()).isEqualTo(whole);
    }

    @ParameterizedTest
    @EnumSource
    void anOptionalPartNeverDoes(State database) {
        Health health =
                new Health(Map.of("kafka", is(State.HEALTHY)), Map.of("database", is(database)));

        assertThat(health.look().whole()).isEqualTo(State.HEALTHY);
        assertThat(health.look().parts()).containsEntry("database", is(database).report());
    }

    @Test
    void partsAreNamedInTheirOrder() {
        Map<String, Probe> essential = new LinkedHashMap<>();
        essential.put("relay", is(State.HEALTHY));
        essential.put("kafka", is(State.HEALTHY));
        Map<String, Probe> optional = new LinkedHashMap<>();
        optional.put("turn", is(State.DISABLED));
        optional.put("database", is(State.DISABLED));

        assertThat(new Health(essential, optional).look().parts().keySet())
                .containsExactly("relay", "kafka", "turn", "database");
    }

    @Test
    void everyLookAsksAnew() {
        State[] now = {State.HEALTHY};
        Health health = new Health(Map.of("kafka", () -> Report.of(now[0])), Map.of());
        assertThat(health.look().whole()).isEqualTo(State.HEALTHY);

        now[0] = State.UNHEALTHY;

        assertThat(health.look().whole()).isEqualTo(State.UNHEALTHY);
    }

    @Test
    void theOperatorsCheckFailsOnlyWhereNobodyCanBeServed() {
        assertThat(check(State.HEALTHY).isHealthy()).isTrue();
        assertThat(check(State.DEGRADED).isHealthy()).isTrue();
        assertThat(check(State.UNHEALTHY).isHealthy()).isFalse();
        assertThat(check(State.UNHEALTHY).getMessage()).contains("kafka", "why it ails");
    }

    private static HealthCheck.Result check(State kafka) {
        return new AdminCheck(
                        new Health(
                                Map.of("kafka", () -> Report.of(kafka, "why it ails")), Map.of()))
                .check();
    }

    private static Probe is(State state) {
        return () -> Report.of(state);
    }
}
