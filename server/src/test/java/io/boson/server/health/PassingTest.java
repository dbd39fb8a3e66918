package io.boson.server.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.health.Probe.Report;
import io.boson.server.health.Probe.State;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PassingTest {

    private static final Duration GRACE = Duration.ofSeconds(15);

    private final AtomicLong nanos = new AtomicLong(-7);
    private State part = State.HEALTHY;
    private final Probe probe = new Passing(() -> Report.of(part, "why"), GRACE, nanos::get);

    @Test
    void whatPassesSoonIsNoAilment() {
        part = State.DEGRADED;
        assertThat(lookAfter(0)).isEqualTo(State.HEALTHY);
        assertThat(probe.report().why()).contains("why");
        assertThat(lookAfter(14)).isEqualTo(State.HEALTHY);

        part = State.HEALTHY;
        assertThat(lookAfter(1)).isEqualTo(State.HEALTHY);

        part = State.DEGRADED;
        assertThat(lookAfter(1)).isEqualTo(State.HEALTHY);
        assertThat(lookAfter(14)).isEqualTo(State.HEALTHY);
    }

    @Test
    void whatLastsIsTold() {
        part = State.DEGRADED;
        lookAfter(0);
        lookAfter(8);

        assertThat(lookAfter(7)).isEqualTo(State.DEGRADED);
        assertThat(lookAfter(100)).isEqualTo(State.HEALTHY); // not seen for long: it begins anew
    }

    @Test
    void whoCannotServeIsToldAtOnce() {
        part = State.UNHEALTHY;

        assertThat(lookAfter(0)).isEqualTo(State.UNHEALTHY);
    }

    private State lookAfter(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
        return probe.report().state();
    }
}
