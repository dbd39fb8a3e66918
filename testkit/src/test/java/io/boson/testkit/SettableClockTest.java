package io.boson.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

final class SettableClockTest {

    private final SettableClock clock = new SettableClock(Samples.T0);

    @Test
    void standsStillUntilTold() {
        assertThat(clock.instant()).isEqualTo(Samples.T0);
        clock.advance(Duration.ofSeconds(90));
        assertThat(clock.instant()).isEqualTo(Samples.T0.plusSeconds(90));
        assertThat(clock.millis()).isEqualTo(Samples.T0.plusSeconds(90).toEpochMilli());
        clock.moveTo(Samples.T0);
        assertThat(clock.instant()).isEqualTo(Samples.T0);
    }

    @Test
    void knowsOnlyUtc() {
        assertThat(clock.withZone(ZoneOffset.UTC)).isSameAs(clock);
        assertThatThrownBy(() -> clock.withZone(ZoneId.of("Europe/Berlin")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
