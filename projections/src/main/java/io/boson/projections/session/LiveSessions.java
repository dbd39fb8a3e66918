package io.boson.projections.session;

import io.boson.events.node.NodeId;
import io.boson.events.session.ClientId;
import io.boson.events.session.Holder;
import io.boson.events.session.SessionId;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Stream;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// Every session that lives: by id, by node, by client and by age. Immutable.
public final class LiveSessions {

    public static final LiveSessions EMPTY =
            new LiveSessions(HashTreePMap.empty(), TreePMap.empty(), PerNode.NONE, PerClient.NONE);

    private final PMap<SessionId, LiveSession> byId;
    private final PSortedMap<Age, LiveSession> newestFirst;
    private final PerNode perNode;
    private final PerClient perClient;

    private LiveSessions(
            PMap<SessionId, LiveSession> byId,
            PSortedMap<Age, LiveSession> newestFirst,
            PerNode perNode,
            PerClient perClient) {
        this.byId = byId;
        this.newestFirst = newestFirst;
        this.perNode = perNode;
        this.perClient = perClient;
    }

    public LiveSessions with(LiveSession session) {
        LiveSessions rest = without(session.id());
        Age age = Age.of(session);
        return new LiveSessions(
                rest.byId.plus(session.id(), session),
                rest.newestFirst.plus(age, session),
                rest.perNode.plus(session),
                rest.perClient.plus(session.session().terms().clientId(), age));
    }

    public LiveSessions without(SessionId id) {
        LiveSession gone = byId.get(id);
        if (gone == null) {
            return this;
        }
        Age age = Age.of(gone);
        return new LiveSessions(
                byId.minus(id),
                newestFirst.minus(age),
                perNode.minus(gone),
                perClient.minus(gone.session().terms().clientId(), age));
    }

    public Optional<LiveSession> find(SessionId id) {
        return Optional.ofNullable(byId.get(id));
    }

    /// The session that its holder has on this node.
    public Optional<LiveSession> held(NodeId node, Holder by) {
        return perNode.held(node, by).flatMap(this::find);
    }

    /// The newest session of a client, whoever says to be that client.
    public Optional<LiveSession> newestOf(ClientId client) {
        return perClient.newest(client).map(Age::id).flatMap(this::find);
    }

    public int countOf(NodeId node) {
        return perNode.count(node);
    }

    /// Those of its clients that have a WireGuard key.
    public NodePeers peers(NodeId node) {
        return perNode.peers(node);
    }

    public int size() {
        return byId.size();
    }

    public Stream<LiveSession> all() {
        return byId.values().stream();
    }

    /// The newest first, from after `after` on.
    public Iterator<LiveSession> newestFirst(Optional<Age> after) {
        return after.map(age -> newestFirst.tailMap(age, false))
                .orElse(newestFirst)
                .values()
                .iterator();
    }
}
