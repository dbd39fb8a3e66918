package io.boson.server.prometheus;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// A rate from a total, over the time between two looks. Several who look share what they see: a
/// look soon after another one repeats its answer.
final class Bandwidth {

    private static final long APART_MIN = TimeUnit.SECONDS.toNanos(5);
    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoTime;
    private long at;
    private long total;
    private double perSecond;

    /// @param nanoTime a monotonic clock, in nanoseconds
    Bandwidth(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.at = nanoTime.getAsLong();
    }

    synchronized double perSecond(long totalNow) {
        long now = nanoTime.getAsLong();
        if (now - at >= APART_MIN) {
            perSecond = (totalNow - total) * NANOS_PER_SECOND / (now - at);
            at = now;
            total = totalNow;
        }
        return perSecond;
    }
}
