package io.boson.streams.reactor;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.events.session.TunnelOffer;
import io.boson.events.tunnel.TunnelAddresses;
import io.boson.events.tunnel.TunnelRange;
import io.boson.streams.state.ArbiterRecord;
import io.boson.streams.state.RestingAddresses;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import org.apache.kafka.streams.state.KeyValueStore;

/// Who has which tunnel addresses on which node, and which rest after their session's end.
///
/// ```
///   free --opened--> held --closed, expired--> resting --ten minutes later--> free
///                     |
///                     +--never in the log--> free
/// ```
///
/// All times are the broker's, of the records folded: the clock of whoever owns the partition has
/// no part in what is free.
final class TunnelLeases {

    static final Duration REST = Duration.ofMinutes(10);

    private static final String KEY = "~rest ";

    private final KeyValueStore<String, ArbiterRecord> store;
    private final TunnelPool pool;
    private final Map<SessionId, Lease> held = new HashMap<>();
    private final Map<Lease, Set<SessionId>> holders = new HashMap<>();
    private final PriorityQueue<Resting> resting =
            new PriorityQueue<>(Comparator.comparingLong(Resting::endedAtMillis));

    private record Lease(NodeId node, TunnelAddresses addresses) {}

    private record Resting(String key, Lease lease, long endedAtMillis) {}

    TunnelLeases(KeyValueStore<String, ArbiterRecord> store, TunnelRange range) {
        this.store = store;
        this.pool = new TunnelPool(range);
    }

    /// Takes up what the store kept.
    void restore(String key, RestingAddresses kept) {
        Lease lease = new Lease(kept.nodeId(), kept.addresses());
        pool.take(lease.node(), lease.addresses());
        resting.add(new Resting(key, lease, kept.endedAtMillis()));
    }

    /// The log has come to this time: what has rested is free.
    void reached(long brokerMillis) {
        while (!resting.isEmpty()
                && resting.peek().endedAtMillis() + REST.toMillis() <= brokerMillis) {
            Resting rested = resting.remove();
            pool.giveBack(rested.lease().node(), rested.lease().addresses());
            store.delete(rested.key());
        }
    }

    TunnelOffer offer(NodeId node) {
        return pool.free(node)
                .<TunnelOffer>map(TunnelOffer.Free::new)
                .orElseGet(TunnelOffer.Exhausted::new);
    }

    /// What a session has from now on, instead of what it had.
    void hold(SessionId session, NodeId node, Optional<TunnelAddresses> addresses) {
        Optional<Lease> next = addresses.map(given -> new Lease(node, given));
        if (Optional.ofNullable(held.get(session)).equals(next)) {
            return;
        }
        drop(session);
        next.ifPresent(
                lease -> {
                    held.put(session, lease);
                    holders.computeIfAbsent(lease, _ -> new HashSet<>()).add(session);
                    pool.take(node, lease.addresses());
                });
    }

    /// A session that the log showed as open has ended.
    void rest(SessionId session, long brokerMillis) {
        Lease lease = held.get(session);
        if (lease != null) {
            String key = KEY + session + ' ' + lease.addresses().ipv4();
            RestingAddresses kept =
                    new RestingAddresses(lease.node(), lease.addresses(), brokerMillis);
            store.put(key, kept);
            restore(key, kept);
            drop(session);
        }
    }

    /// A session's addresses were never told to anybody.
    void drop(SessionId session) {
        Lease lease = held.remove(session);
        if (lease != null) {
            pool.giveBack(lease.node(), lease.addresses());
            holders.computeIfPresent(
                    lease,
                    (_, sessions) -> {
                        sessions.remove(session);
                        return sessions.isEmpty() ? null : sessions;
                    });
        }
    }

    /// Everybody who has the same as this session, itself among them; empty where it has none.
    Set<SessionId> sharers(SessionId session) {
        Lease lease = held.get(session);
        return lease == null ? Set.of() : Set.copyOf(holders.getOrDefault(lease, Set.of()));
    }
}
