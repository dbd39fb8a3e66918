package io.boson.relay.forward;

import java.time.Duration;

/// How much one sender may send: a rate, and a burst that has been saved up. Times come from one
/// monotonic clock, in nanoseconds. Not safe for several threads.
public final class TokenBucket {

    /// What a packet costs beside its bytes: a flood of tiny ones is no small load.
    public static final int PACKET_COST = SendQueue.ENTRY_COST;

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final RateLimit limit;
    private double tokens;
    private long filledAt;

    public TokenBucket(RateLimit limit, long now) {
        this.limit = limit;
        this.tokens = limit.burstBytes();
        this.filledAt = now;
    }

    /// False where it would exceed the limit; then nothing is taken.
    public boolean take(int packets, int bytes, long now) {
        double since = (double) (now - filledAt) / SECOND * (double) limit.bytesPerSecond();
        tokens = Math.min((double) limit.burstBytes(), tokens + since);
        filledAt = now;
        double cost = bytes + (double) packets * PACKET_COST;
        if (cost > tokens) {
            return false;
        }
        tokens -= cost;
        return true;
    }
}
