package io.boson.relay;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import java.net.InetSocketAddress;

/// Told of every attachment and its end, exactly once each, and of what passes between.
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

    void clientDetached(
            SessionId session,
            NodeId node,
            ConnectionId connection,
            DetachReason reason,
            Traffic total);

    void nodeAttached(NodeId node, ConnectionId connection);

    void nodeDetached(NodeId node, ConnectionId connection, DetachReason reason, Traffic total);
}
