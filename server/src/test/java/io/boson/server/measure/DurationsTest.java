package io.boson.server.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DurationsTest {

    private final Durations durations = Durations.ofWaiting();

    @Test
    void aBucketHoldsWhatTookNoLongerThanItsBound() {
        durations.add(0);
        durations.add(500_000);
        durations.add(500_001);
        durations.add(10_000_000_000L);
        durations.add(10_000_000_001L);

        Durations.Reading reading = durations.reading();
        assertThat(reading.boundsSeconds())
                .startsWith(0.0005, 0.001)
                .endsWith(10.0, Double.POSITIVE_INFINITY)
                .isSorted();
        assertThat(reading.counts()).isEqualTo(counts(2, 1, 1, 1));
        assertThat(reading.count()).isEqualTo(5);
        assertThat(reading.sumSeconds()).isEqualTo(20.001000002);
    }

    /// First, second, last but one and last.
    private static List<Long> counts(long first, long second, long lastButOne, long last) {
        Long[] all = new Long[15];
        Arrays.fill(all, 0L);
        all[0] = first;
        all[1] = second;
        all[13] = lastButOne;
        all[14] = last;
        return List.of(all);
    }

    @Test
    void aClockThatWentBackCountsAsNoTime() {
        durations.add(-5_000_000_000L);

        assertThat(durations.reading().count()).isEqualTo(1);
        assertThat(durations.reading().sumSeconds()).isZero();
    }
}
