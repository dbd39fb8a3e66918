package io.boson.server.simulate.tally;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// How long one step took, each time it was answered well.
final class Latencies {

    private static final long NANOS_MAX = TimeUnit.MINUTES.toNanos(2);
    private static final int DIGITS = 3;

    private final Histogram histogram = new Histogram(NANOS_MAX, DIGITS);

    synchronized void add(long nanos) {
        histogram.recordValue(Math.clamp(nanos, 0, NANOS_MAX));
    }

    synchronized Timing timing() {
        return new Timing(
                histogram.getTotalCount(),
                millis(histogram.getValueAtPercentile(50)),
                millis(histogram.getValueAtPercentile(99)),
                millis(histogram.getMaxValue()));
    }

    private static double millis(long nanos) {
        return nanos / 1e6;
    }
}
