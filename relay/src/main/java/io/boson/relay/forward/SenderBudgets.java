package io.boson.relay.forward;

import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// One bucket for each session, each principal and each node, shared by all their connections and
/// what they send over UDP: who comes back on another socket has not saved up another burst, and
/// who opens more sessions has not more to send.
///
/// A bucket that somebody holds is never forgotten, and there are no more holders than connections
/// and sessions that may use UDP.
/// Of those that nobody holds the ones left longest ago are forgotten first, which loses little: a
/// bucket is full again a moment after its holder went.
///
/// Safe for several threads.
public final class SenderBudgets {

    private static final class Held {
        private final TokenBucket bucket;
        private int holders;

        Held(TokenBucket bucket) {
            this.bucket = bucket;
        }
    }

    private final SendingRates rates;
    private final Map<Object, Held> held = new HashMap<>();
    private final Map<Object, TokenBucket> left;

    /// @param leftMax buckets kept that nobody holds
    public SenderBudgets(SendingRates rates, int leftMax) {
        this.rates = rates;
        this.left =
                new LinkedHashMap<>() {
                    @Override
                    protected boolean removeEldestEntry(Map.Entry<Object, TokenBucket> eldest) {
                        return size() > leftMax;
                    }
                };
    }

    /// To be given back with [#leave], once.
    ///
    /// @param now of the one monotonic clock, in nanoseconds
    public synchronized SenderBudget enter(Granted end, long now) {
        return switch (end) {
            case NodeEnd(var node) -> new SenderBudget.OfNode(hold(node, rates.node(), now));
            case ClientEnd(var session, _, var principal) ->
                    new SenderBudget.OfClient(
                            hold(session, rates.session(), now),
                            hold(principal, rates.principal(), now));
        };
    }

    public synchronized void leave(Granted end) {
        switch (end) {
            case NodeEnd(var node) -> letGo(node);
            case ClientEnd(var session, _, var principal) -> {
                letGo(session);
                letGo(principal);
            }
        }
    }

    /// Counts what comes from an end without a connection.
    public synchronized boolean take(Granted end, int packets, int bytes, long now) {
        boolean may = enter(end, now).take(packets, bytes, now);
        leave(end);
        return may;
    }

    /// Buckets there are, held and left.
    synchronized int size() {
        return held.size() + left.size();
    }

    private TokenBucket hold(Object key, RateLimit limit, long now) {
        Held entry = held.get(key);
        if (entry == null) {
            TokenBucket known = left.remove(key);
            entry = new Held(known == null ? new TokenBucket(limit, now) : known);
            held.put(key, entry);
        }
        entry.holders++;
        return entry.bucket;
    }

    private void letGo(Object key) {
        Held entry = held.get(key);
        if (entry != null && --entry.holders == 0) {
            held.remove(key);
            left.put(key, entry.bucket);
        }
    }
}
