package io.boson.server.simulate.play;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PacerTest {

    private final Pacer pacer = new Pacer(4);

    @Test
    void manyAtOnceAreSpread() {
        assertThat(pacer.take(Duration.ZERO)).isZero();
        assertThat(pacer.take(Duration.ZERO)).isEqualTo(Duration.ofMillis(250));
        assertThat(pacer.take(Duration.ofMillis(100))).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void turnsThatNobodyTookAreLost() {
        pacer.take(Duration.ZERO);

        assertThat(pacer.take(Duration.ofSeconds(10))).isZero();
        assertThat(pacer.take(Duration.ofSeconds(10))).isEqualTo(Duration.ofMillis(250));
    }
}
