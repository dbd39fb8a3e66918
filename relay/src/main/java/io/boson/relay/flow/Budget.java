package io.boson.relay.flow;

import io.boson.relay.flow.SwitchLimits.Rate;

/// A token bucket. Times come from one monotonic clock, in nanoseconds; one that goes back counts
/// as standing still.
final class Budget {

    private static final double SECOND = 1e9;

    private final Rate rate;
    private double tokens;
    private long filledAt;

    Budget(Rate rate, long now) {
        this.rate = rate;
        this.tokens = rate.burst();
        this.filledAt = now;
    }

    boolean take(long now) {
        return take(1, now);
    }

    /// False where there are fewer; then nothing is taken.
    boolean take(int count, long now) {
        fill(now);
        if (tokens < count) {
            return false;
        }
        tokens -= count;
        return true;
    }

    /// Whether less than half is left: whoever draws on it is under load.
    boolean isLow(long now) {
        fill(now);
        return tokens < rate.burst() / 2;
    }

    private void fill(long now) {
        long pause = Math.max(0, now - filledAt);
        tokens = Math.min(rate.burst(), tokens + pause / SECOND * rate.perSecond());
        filledAt += pause;
    }
}
