package io.boson.relay;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import java.net.InetSocketAddress;
import java.time.Duration;

/// Told of every attachment and its end, once each, and of what passes between. Of a client that
/// was on UDP meanwhile, its WebSocket is told again, and may then be told to have ended twice.
///
/// Called from event loops, from several at once: an implementation must not block, and should
/// hand over and return. Of one connection, attached always comes before detached. Of two
/// connections of the same end there is no order: a replaced connection's detached may come after
/// its successor's attached and names itself by its [ConnectionId].
public interface RelayListener {

    void clientAttached(SessionId session, NodeId node, ConnectionId connection);

    /// What a client's connection carried since this was last told of it: once with nothing, right
    /// after it attached, then at most every ten seconds where something passed, and the rest just
    /// before it detaches. All together are the detached one's total.
    ///
    /// @param remote where the relay sees the client
    void clientUsed(
            SessionId session,
            NodeId node,
            ConnectionId connection,
            InetSocketAddress remote,
            Traffic since);

    /// The session has carried all that it may; its packets are dropped from now on. Told once by
    /// each relay that has packets of it.
    void quotaSpent(SessionId session, NodeId node);

    /// @param ago how long before this it was over in truth: a client on UDP is known to be gone
    ///     only when nothing has come from it for long
    void clientDetached(
            SessionId session,
            NodeId node,
            ConnectionId connection,
            DetachReason reason,
            Traffic total,
            Duration ago);

    /// A node's WebSocket; or, while it has none, its WireGuard, which a packet has proven to be
    /// on UDP.
    void nodeAttached(NodeId node, ConnectionId connection);

    void nodeDetached(NodeId node, ConnectionId connection, DetachReason reason, Traffic total);
}
