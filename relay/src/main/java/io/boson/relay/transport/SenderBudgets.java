package io.boson.relay.transport;

import io.boson.relay.Admission.Granted;
import io.boson.relay.forward.TokenBucket;
import java.util.LinkedHashMap;
import java.util.Map;

/// One bucket for each end, kept across its connections: who comes back on another socket has not
/// saved up another burst. Safe for several threads.
final class SenderBudgets {

    private final SendingRates rates;
    private final Map<Granted, TokenBucket> buckets;

    /// @param endsMax of more, those that attached longest ago are forgotten
    SenderBudgets(SendingRates rates, int endsMax) {
        this.rates = rates;
        this.buckets =
                new LinkedHashMap<>(16, 0.75f, true) {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Granted, TokenBucket> eldest) {
                        return size() > endsMax;
                    }
                };
    }

    /// @param now of the one monotonic clock, in nanoseconds
    synchronized TokenBucket of(Granted end, long now) {
        return buckets.computeIfAbsent(end, _ -> new TokenBucket(rates.of(end), now));
    }
}
