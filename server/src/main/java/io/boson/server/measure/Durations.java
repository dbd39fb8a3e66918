package io.boson.server.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/// How long something took, counted in buckets. Any number of threads may add at once.
public final class Durations {

    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] boundsMicros;
    private final LongAdder[] counts;
    private final LongAdder nanos = new LongAdder();

    private Durations(long... boundsMicros) {
        this.boundsMicros = boundsMicros;
        counts = new LongAdder[boundsMicros.length + 1];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
    }

    /// For what waits for a network or a disk: from half a millisecond to ten seconds.
    public static Durations ofWaiting() {
        return new Durations(
                500,
                1_000,
                2_500,
                5_000,
                10_000,
                25_000,
                50_000,
                100_000,
                250_000,
                500_000,
                1_000_000,
                2_500_000,
                5_000_000,
                10_000_000);
    }

    /// For what only computes: from ten microseconds to a second.
    public static Durations ofComputing() {
        return new Durations(
                10, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 100_000, 1_000_000);
    }

    /// @param took in nanoseconds; less than none counts as none
    public void add(long took) {
        long passed = Math.max(0, took);
        int bucket = 0;
        while (bucket < boundsMicros.length
                && passed > TimeUnit.MICROSECONDS.toNanos(boundsMicros[bucket])) {
            bucket++;
        }
        counts[bucket].increment();
        nanos.add(passed);
    }

    public Reading reading() {
        List<Double> bounds = new ArrayList<>();
        List<Long> sums = new ArrayList<>();
        for (int i = 0; i < counts.length; i++) {
            sums.add(counts[i].sum());
            bounds.add(i < boundsMicros.length ? boundsMicros[i] / 1e6 : Double.POSITIVE_INFINITY);
        }
        return new Reading(bounds, sums, nanos.sum() / NANOS_PER_SECOND);
    }

    /// What was counted so far.
    ///
    /// @param boundsSeconds the longest duration that each bucket holds; the last holds all others
    /// @param counts of each bucket by itself
    /// @param sumSeconds of all durations
    public record Reading(List<Double> boundsSeconds, List<Long> counts, double sumSeconds) {

        public Reading {
            boundsSeconds = List.copyOf(boundsSeconds);
            counts = List.copyOf(counts);
        }

        public long count() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }
}
