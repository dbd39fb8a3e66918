package io.boson.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BandwidthTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final Bandwidth bandwidth = new Bandwidth(nanos::get);

    @Test
    void isTheAverageSinceTheLookBefore() {
        pass(10);
        assertThat(bandwidth.perSecond(1_000)).isEqualTo(100);
        pass(5);
        assertThat(bandwidth.perSecond(2_000)).isEqualTo(200);
        pass(100);
        assertThat(bandwidth.perSecond(2_000)).isZero();
    }

    @Test
    void looksInQuickSuccessionAgree() {
        pass(10);
        assertThat(bandwidth.perSecond(1_000)).isEqualTo(100);
        pass(1);
        assertThat(bandwidth.perSecond(500_000)).isEqualTo(100);
        pass(4);
        assertThat(bandwidth.perSecond(2_000)).isEqualTo(200);
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }
}
