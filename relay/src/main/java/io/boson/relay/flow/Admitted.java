package io.boson.relay.flow;

import io.boson.events.node.WireGuardKey;
import io.boson.events.session.SessionId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The pairs that exist, and the keys in them.
final class Admitted {

    private final SwitchLimits limits;
    private final Map<SessionId, Pairing> sessions = new HashMap<>();
    private final Map<WireGuardKey, PeerKey> keys = new HashMap<>();
    private final List<PeerKey> all = new ArrayList<>();

    /// Pairs by the IPs their ends are expected from.
    private final Map<IpAddress, List<Pairing>> expected = new HashMap<>();

    Admitted(SwitchLimits limits) {
        this.limits = limits;
    }

    int size() {
        return sessions.size();
    }

    Collection<Pairing> pairings() {
        return sessions.values();
    }

    List<PeerKey> keys() {
        return all;
    }

    @Nullable Pairing find(SessionId session) {
        return sessions.get(session);
    }

    @Nullable PeerKey find(WireGuardKey key) {
        return keys.get(key);
    }

    List<Pairing> expectedFrom(IpAddress ip) {
        return expected.getOrDefault(ip, List.of());
    }

    /// The pair of two keys, looked for among the fewer pairs.
    @Nullable Pairing between(PeerKey one, PeerKey other) {
        boolean oneHasFewer = one.pairings.size() <= other.pairings.size();
        PeerKey fewer = oneHasFewer ? one : other;
        PeerKey partner = oneHasFewer ? other : one;
        for (Pairing pairing : fewer.pairings) {
            if (pairing.partner(fewer) == partner) {
                return pairing;
            }
        }
        return null;
    }

    /// The session is not admitted.
    PairOutcome add(Pair pair, PairLimits may, long now) {
        PeerKey client = keys.get(pair.client());
        PeerKey node = keys.get(pair.node());
        if ((client != null && client.side != Side.CLIENT)
                || (node != null && node.side != Side.NODE)) {
            return PairOutcome.WRONG_SIDE;
        }
        if (client != null && node != null && between(client, node) != null) {
            return PairOutcome.PAIR_TAKEN;
        }
        if (client != null && client.pairings.size() >= limits.nodesPerClientMax()) {
            return PairOutcome.NODES_FULL;
        }
        if (sessions.size() >= limits.pairsMax()) {
            return PairOutcome.PAIRS_FULL;
        }
        Pairing pairing =
                new Pairing(
                        pair,
                        may,
                        key(pair.client(), Side.CLIENT, now),
                        key(pair.node(), Side.NODE, now),
                        limits,
                        now);
        sessions.put(pair.session(), pairing);
        pairing.client.pairings.add(pairing);
        pairing.node.pairings.add(pairing);
        expect(pairing);
        return PairOutcome.ADMITTED;
    }

    void update(Pairing pairing, Pair pair, PairLimits may) {
        doNotExpect(pairing);
        pairing.pair = pair;
        pairing.may = may;
        expect(pairing);
    }

    void remove(Pairing pairing) {
        sessions.remove(pairing.session());
        doNotExpect(pairing);
        for (Side side : Side.values()) {
            PeerKey key = pairing.end(side);
            key.pairings.remove(pairing);
            if (key.pairings.isEmpty()) {
                keys.remove(key.key);
                PeerKey last = all.removeLast();
                if (last != key) {
                    last.place = key.place;
                    all.set(key.place, last);
                }
            }
        }
    }

    private PeerKey key(WireGuardKey name, Side side, long now) {
        PeerKey known = keys.get(name);
        if (known != null) {
            return known;
        }
        PeerKey key = new PeerKey(name, side, limits, now);
        key.place = all.size();
        all.add(key);
        keys.put(name, key);
        return key;
    }

    private void expect(Pairing pairing) {
        for (Side side : Side.values()) {
            pairing.pair
                    .ip(side)
                    .ifPresent(
                            ip ->
                                    expected.computeIfAbsent(ip, _ -> new ArrayList<>(1))
                                            .add(pairing));
        }
    }

    private void doNotExpect(Pairing pairing) {
        for (Side side : Side.values()) {
            pairing.pair
                    .ip(side)
                    .ifPresent(
                            ip ->
                                    expected.computeIfPresent(
                                            ip,
                                            (_, pairings) -> {
                                                pairings.remove(pairing);
                                                return pairings.isEmpty() ? null : pairings;
                                            }));
        }
    }
}
