package io.boson.streams.reactor;

import io.boson.events.node.NodeId;
import io.boson.events.node.WireGuardKey;
import io.boson.events.session.Holder;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionTerms;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Which sessions take a place on which node, and whose they are. A holder has one at a time.
final class OpenSessions {

    private final Map<NodeId, Map<SessionId, Holder>> byNode = new HashMap<>();
    private final Map<NodeId, Map<Holder, SessionId>> byHolder = new HashMap<>();
    private final Map<SessionId, WireGuardKey> keys = new HashMap<>();
    private final Map<NodeId, Map<WireGuardKey, SessionId>> byKey = new HashMap<>();

    /// @param key of the client, where it has a tunnel
    void add(SessionTerms terms, Optional<WireGuardKey> key) {
        byNode.computeIfAbsent(terms.nodeId(), _ -> new HashMap<>())
                .put(terms.sessionId(), terms.holder());
        byHolder.computeIfAbsent(terms.nodeId(), _ -> new HashMap<>())
                .putIfAbsent(terms.holder(), terms.sessionId());
        key.ifPresent(
                own -> {
                    keys.put(terms.sessionId(), own);
                    byKey.computeIfAbsent(terms.nodeId(), _ -> new HashMap<>())
                            .putIfAbsent(own, terms.sessionId());
                });
    }

    void remove(SessionTerms terms) {
        byNode.computeIfPresent(
                terms.nodeId(),
                (_, open) -> {
                    open.remove(terms.sessionId());
                    return open.isEmpty() ? null : open;
                });
        byHolder.computeIfPresent(
                terms.nodeId(),
                (_, held) -> {
                    held.remove(terms.holder(), terms.sessionId());
                    return held.isEmpty() ? null : held;
                });
        WireGuardKey key = keys.remove(terms.sessionId());
        if (key != null) {
            byKey.computeIfPresent(
                    terms.nodeId(),
                    (_, used) -> {
                        used.remove(key, terms.sessionId());
                        return used.isEmpty() ? null : used;
                    });
        }
    }

    int on(NodeId node) {
        return byNode.getOrDefault(node, Map.of()).size();
    }

    /// Whether a client of the node has this key.
    boolean uses(NodeId node, WireGuardKey key) {
        return byKey.getOrDefault(node, Map.of()).containsKey(key);
    }

    Optional<SessionId> held(NodeId node, Holder by) {
        return Optional.ofNullable(byHolder.getOrDefault(node, Map.of()).get(by));
    }
}
