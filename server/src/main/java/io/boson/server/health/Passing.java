package io.boson.server.health;

import java.time.Duration;
import java.util.function.LongSupplier;

/// A part that now and then ails for a moment in the course of things: it counts as healthy, and
/// says why it may not be, until that has lasted.
final class Passing implements Probe {

    private final Probe part;
    private final long graceNanos;
    private final LongSupplier nanoTime;

    private boolean ailing;
    private long since;
    private long lastLook;

    /// @param nanoTime a monotonic clock, in nanoseconds
    Passing(Probe part, Duration grace, LongSupplier nanoTime) {
        this.part = part;
        this.graceNanos = grace.toNanos();
        this.nanoTime = nanoTime;
    }

    @Override
    public synchronized Report report() {
        Report now = part.report();
        long at = nanoTime.getAsLong();
        boolean ailed = ailing && at - lastLook <= graceNanos;
        lastLook = at;
        ailing = now.state() == State.DEGRADED;
        if (!ailing) {
            return now;
        }
        if (!ailed) {
            since = at; // nobody looked for long: who knows what was in between
        }
        return at - since < graceNanos
                ? new Report(State.HEALTHY, now.why(), now.latencyMillis(), now.connections())
                : now;
    }
}
