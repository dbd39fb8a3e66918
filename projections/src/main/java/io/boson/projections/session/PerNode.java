package io.boson.projections.session;

import io.boson.events.node.NodeId;
import io.boson.events.session.Holder;
import io.boson.events.session.SessionId;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// How many sessions each node carries, who holds which of them, and whom the node's WireGuard has
/// to know. Immutable.
record PerNode(
        PMap<NodeId, Integer> counts, PMap<Held, SessionId> held, PMap<NodeId, NodePeers> peers) {

    static final PerNode NONE =
            new PerNode(HashTreePMap.empty(), HashTreePMap.empty(), HashTreePMap.empty());

    record Held(NodeId node, Holder by) {}

    PerNode plus(LiveSession session) {
        PMap<NodeId, NodePeers> known =
                Peer.of(session)
                        .map(peer -> peers(session.nodeId()).plus(session.id(), peer))
                        .map(all -> peers.plus(session.nodeId(), all))
                        .orElse(peers);
        return new PerNode(
                counted(session.nodeId(), +1), held.plus(key(session), session.id()), known);
    }

    PerNode minus(LiveSession session) {
        Held key = key(session);
        return new PerNode(
                counted(session.nodeId(), -1),
                session.id().equals(held.get(key)) ? held.minus(key) : held,
                Peer.of(session).isPresent() ? unknown(session) : peers);
    }

    private PMap<NodeId, NodePeers> unknown(LiveSession session) {
        NodePeers rest = peers(session.nodeId()).minus(session.id());
        return rest.isEmpty() ? peers.minus(session.nodeId()) : peers.plus(session.nodeId(), rest);
    }

    NodePeers peers(NodeId node) {
        return peers.getOrDefault(node, NodePeers.NONE);
    }

    private static Held key(LiveSession session) {
        return new Held(session.nodeId(), session.session().terms().holder());
    }

    private PMap<NodeId, Integer> counted(NodeId node, int change) {
        int count = count(node) + change;
        return count == 0 ? counts.minus(node) : counts.plus(node, count);
    }

    int count(NodeId node) {
        return counts.getOrDefault(node, 0);
    }

    Optional<SessionId> held(NodeId node, Holder by) {
        return Optional.ofNullable(held.get(new Held(node, by)));
    }
}
