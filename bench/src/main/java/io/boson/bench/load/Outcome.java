package io.boson.bench.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/// What a run came to.
///
/// @param good answers of status 2xx
/// @param others all other answers, by status
/// @param latencies of the good ones, in nanoseconds
/// @param took from the first request to the last answer
/// @param clientCpu spent by the thread that made the load
public record Outcome(
        long good,
        Map<Integer, Long> others,
        Histogram latencies,
        Duration took,
        Duration clientCpu) {

    public double perSecond() {
        return good * 1e9 / took.toNanos();
    }

    public double millisAt(double percentile) {
        return latencies.getValueAtPercentile(percentile) / 1e6;
    }

    /// Collects.
    static final class Tally {

        private static final long LATENCY_MAX = TimeUnit.MINUTES.toNanos(2);
        private static final int DIGITS = 3;

        private final Histogram latencies = new Histogram(LATENCY_MAX, DIGITS);
        private final Map<Integer, Long> others = new TreeMap<>();

        void add(int status, long nanos) {
            if (status / 100 == 2) {
                latencies.recordValue(Math.min(nanos, LATENCY_MAX));
            } else {
                others.merge(status, 1L, Long::sum);
            }
        }

        Outcome outcome(long tookNanos, long cpuNanos) {
            return new Outcome(
                    latencies.getTotalCount(),
                    Map.copyOf(others),
                    latencies,
                    Duration.ofNanos(tookNanos),
                    Duration.ofNanos(cpuNanos));
        }
    }
}
