package io.boson.server.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boson.server.config.Rate;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/// One limit for many: a token bucket for each key that was lately seen.
final class Buckets<K> {

    private static final Duration QUIET_MIN = Duration.ofMinutes(10);

    private final Bandwidth bandwidth;
    private final TimeMeter time;
    private final String limit;
    private final String policy;
    private final Cache<K, Bucket> buckets;

    Buckets(Rate rate, int bucketsMax, TimeMeter time) {
        this.bandwidth =
                Bandwidth.builder()
                        .capacity(rate.burst())
                        .refillGreedy(rate.perSecond(), Duration.ofSeconds(1))
                        .build();
        this.time = time;
        int window = Math.ceilDiv(rate.burst(), rate.perSecond());
        this.limit = Integer.toString(rate.burst());
        this.policy = rate.burst() + ";w=" + window;
        Duration refilled = Duration.ofSeconds(window);
        this.buckets =
                Caffeine.newBuilder()
                        .maximumSize(bucketsMax)
                        // Forgetting a bucket fills it: only when it is full anyway.
                        .expireAfterAccess(refilled.compareTo(QUIET_MIN) > 0 ? refilled : QUIET_MIN)
                        .ticker(time::currentTimeNanos)
                        .build();
    }

    /// Counts one request.
    Quota take(K key) {
        ConsumptionProbe probe = bucket(key).tryConsumeAndReturnRemaining(1);
        return new Quota(
                limit,
                policy,
                probe.isConsumed(),
                probe.getRemainingTokens(),
                Duration.ofNanos(probe.getNanosToWaitForReset()),
                Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /// How long until a request would be allowed; counts none.
    Duration untilAllowed(K key) {
        return Duration.ofNanos(bucket(key).estimateAbilityToConsume(1).getNanosToWaitForRefill());
    }

    private Bucket bucket(K key) {
        return buckets.get(key, _ -> newBucket());
    }

    private Bucket newBucket() {
        return Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(time).build();
    }
}
