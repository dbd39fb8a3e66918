package io.boson.relay.forward;

import java.time.Duration;

/// How much one sender may send: a rate, and a burst that has been saved up. Times come from one
/// monotonic clock, in nanoseconds. Safe for several threads: a replaced connection may still send
/// while its successor does.
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
    public synchronized boolean take(int packets, int bytes, long now) {
        // Another thread may have looked at the clock later and come first.
        long pause = Math.max(0, now - filledAt);
        double since = (double) pause / SECOND * (double) limit.bytesPerSecond();
        tokens = Math.min((double) limit.burstBytes(), tokens + since);
        filledAt += pause;
        double cost = cost(packets, bytes);
        if (cost > tokens) {
            return false;
        }
        tokens -= cost;
        return true;
    }

    /// Undoes a [#take] whose packets were not sent after all.
    public synchronized void giveBack(int packets, int bytes) {
        tokens = Math.min((double) limit.burstBytes(), tokens + cost(packets, bytes));
    }

    private static double cost(int packets, int bytes) {
        return bytes + (double) packets * PACKET_COST;
    }
}
