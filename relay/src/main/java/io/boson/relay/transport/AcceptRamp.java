package io.boson.relay.transport;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How many handshakes begin per second: after a restart thousands of peers come back, and each
/// costs a signature. Who is turned away is told to come back at a time of its own, so that the
/// stampede does not come back as one. Times come from one monotonic clock, in nanoseconds.
final class AcceptRamp {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int RETRY_SECONDS_MAX = 10;

    private final int perSecond;
    private final RandomGenerator random;
    private double left;
    private long filledAt;

    /// @param perSecond the rate, and what may come at once after a quiet second
    AcceptRamp(int perSecond, RandomGenerator random, long now) {
        this.perSecond = perSecond;
        this.random = random;
        this.left = perSecond;
        this.filledAt = now;
    }

    /// False where one more handshake now is one too many.
    synchronized boolean admits(long now) {
        double since = (double) (now - filledAt) / SECOND * perSecond;
        left = Math.min(perSecond, left + Math.max(0, since));
        filledAt = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }

    synchronized int retryAfterSeconds() {
        return 1 + random.nextInt(RETRY_SECONDS_MAX);
    }
}
