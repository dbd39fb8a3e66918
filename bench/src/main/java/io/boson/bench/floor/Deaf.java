package io.boson.bench.floor;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.RelayListener;
import io.boson.relay.Traffic;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Hears nothing: facts cost their own benchmark.
final class Deaf implements RelayListener {
    @Override
    public void clientAttached(SessionId session, NodeId node, ConnectionId connection) {}

    @Override
    public void clientUsed(
            SessionId session,
            NodeId node,
            ConnectionId connection,
            InetSocketAddress remote,
            Traffic since) {}

    @Override
    public void clientDetached(
            SessionId session,
            NodeId node,
            ConnectionId connection,
            DetachReason reason,
            Traffic total,
            Duration ago) {}

    @Override
    public void quotaSpent(SessionId session, NodeId node) {}

    @Override
    public void nodeAttached(NodeId node, ConnectionId connection) {}

    @Override
    public void nodeDetached(
            NodeId node, ConnectionId connection, DetachReason reason, Traffic total) {}
}
