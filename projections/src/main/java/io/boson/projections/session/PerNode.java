package io.boson.projections.session;

import io.boson.events.node.NodeId;
import io.boson.events.session.Holder;
import io.boson.events.session.SessionId;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// How many sessions each node carries, and who holds which of them. Immutable.
record PerNode(PMap<NodeId, Integer> counts, PMap<Held, SessionId> held) {

    static final PerNode NONE = new PerNode(HashTreePMap.empty(), HashTreePMap.empty());

    record Held(NodeId node, Holder by) {}

    PerNode plus(LiveSession session) {
        return new PerNode(counted(session.nodeId(), +1), held.plus(key(session), session.id()));
    }

    PerNode minus(LiveSession session) {
        Held key = key(session);
        return new PerNode(
                counted(session.nodeId(), -1),
                session.id().equals(held.get(key)) ? held.minus(key) : held);
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
