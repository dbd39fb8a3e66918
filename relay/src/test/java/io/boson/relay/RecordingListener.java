package io.boson.relay;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Remembers what it was told, in order.
public final class RecordingListener implements RelayListener {

    public sealed interface Told {

        ConnectionId connection();

        record ClientAttached(SessionId session, NodeId node, ConnectionId connection)
                implements Told {}

        record ClientDetached(
                SessionId session,
                NodeId node,
                ConnectionId connection,
                DetachReason reason,
                Traffic total,
                Duration ago)
                implements Told {}

        record ClientUsed(
                SessionId session,
                NodeId node,
                ConnectionId connection,
                InetSocketAddress remote,
                Traffic since)
                implements Told {}

        record NodeAttached(NodeId node, ConnectionId connection) implements Told {}

        record NodeDetached(
                NodeId node, ConnectionId connection, DetachReason reason, Traffic total)
                implements Told {}
    }

    private final List<Told> told = new CopyOnWriteArrayList<>();
    private final List<SessionId> spent = new CopyOnWriteArrayList<>();

    /// Sessions that have used their quota up, as often as that was told.
    public List<SessionId> spent() {
        return List.copyOf(spent);
    }

    public List<Told> told() {
        return List.copyOf(told);
    }

    public <T extends Told> List<T> told(Class<T> kind) {
        return told.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public void clientAttached(SessionId session, NodeId node, ConnectionId connection) {
        told.add(new Told.ClientAttached(session, node, connection));
    }

    @Override
    public void clientUsed(
            SessionId session,
            NodeId node,
            ConnectionId connection,
            InetSocketAddress remote,
            Traffic since) {
        told.add(new Told.ClientUsed(session, node, connection, remote, since));
    }

    @Override
    public void clientDetached(
            SessionId session,
            NodeId node,
            ConnectionId connection,
            DetachReason reason,
            Traffic total,
            Duration ago) {
        told.add(new Told.ClientDetached(session, node, connection, reason, total, ago));
    }

    @Override
    public void quotaSpent(SessionId session, NodeId node) {
        spent.add(session);
    }

    @Override
    public void nodeAttached(NodeId node, ConnectionId connection) {
        told.add(new Told.NodeAttached(node, connection));
    }

    @Override
    public void nodeDetached(
            NodeId node, ConnectionId connection, DetachReason reason, Traffic total) {
        told.add(new Told.NodeDetached(node, connection, reason, total));
    }
}
