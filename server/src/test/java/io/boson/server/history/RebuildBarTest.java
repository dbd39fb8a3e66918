package io.boson.server.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RebuildBarTest {

    @Test
    void saysHowFarHowFastAndHowLongStill() {
        assertThat(new RebuildBar(500_000, 2_000_000, Duration.ofSeconds(20)).line(120))
                .isEqualTo(
                        "[#####...............]  25.0 %   500,000 of 2,000,000 records   25,000/s"
                                + "   60 s left");
        assertThat(new RebuildBar(5, 5, Duration.ofSeconds(1)).line(120))
                .isEqualTo("[####################] 100.0 %   5 of 5 records   5/s");
        assertThat(new RebuildBar(1, 100_000, Duration.ofSeconds(1)).line(120))
                .endsWith("1666 min left");
    }

    @Test
    void isFullOnlyAtTheEnd() {
        assertThat(new RebuildBar(999, 1_000, Duration.ofSeconds(1)).line(120))
                .startsWith("[###################.]");
    }

    @Test
    void whereThereIsNothingItIsDone() {
        assertThat(new RebuildBar(0, 0, Duration.ZERO).line(120)).contains("100.0 %", "0/s");
    }

    @Test
    void fitsTheTerminal() {
        RebuildBar bar = new RebuildBar(500_000, 2_000_000, Duration.ofSeconds(20));
        assertThat(bar.line(79)).hasSizeLessThan(80).endsWith("25,000/s");
        assertThat(bar.line(10)).isEqualTo("[#####....");
    }
}
