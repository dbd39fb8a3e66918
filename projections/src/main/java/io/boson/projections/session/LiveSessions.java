package io.boson.projections.session;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// Every session that lives, by id and counted by node. Immutable.
public final class LiveSessions {

    public static final LiveSessions EMPTY =
            new LiveSessions(HashTreePMap.empty(), HashTreePMap.empty());

    private final PMap<SessionId, LiveSession> byId;
    private final PMap<NodeId, Integer> countByNode;

    private LiveSessions(PMap<SessionId, LiveSession> byId, PMap<NodeId, Integer> countByNode) {
        this.byId = byId;
        this.countByNode = countByNode;
    }

    public LiveSessions with(LiveSession session) {
        LiveSessions rest = without(session.id());
        return new LiveSessions(
                rest.byId.plus(session.id(), session), rest.counted(session.nodeId(), +1));
    }

    public LiveSessions without(SessionId id) {
        LiveSession gone = byId.get(id);
        return gone == null ? this : new LiveSessions(byId.minus(id), counted(gone.nodeId(), -1));
    }

    private PMap<NodeId, Integer> counted(NodeId node, int change) {
        int count = countByNode.getOrDefault(node, 0) + change;
        return count == 0 ? countByNode.minus(node) : countByNode.plus(node, count);
    }

    public Optional<LiveSession> find(SessionId id) {
        return Optional.ofNullable(byId.get(id));
    }

    public int countOf(NodeId node) {
        return countByNode.getOrDefault(node, 0);
    }

    public int size() {
        return byId.size();
    }

    public Stream<LiveSession> all() {
        return byId.values().stream();
    }
}
