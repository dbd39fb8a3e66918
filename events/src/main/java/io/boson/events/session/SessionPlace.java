package io.boson.events.session;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.node.NodeId;
import java.time.Instant;

/// Where a session's client may be: what a relay tries first, and nothing more. To none of these
/// places is anything sent before it has spoken. Kept in topic `usage` like all that holds client
/// addresses, in one order per node.
public sealed interface SessionPlace extends Event {

    SessionId sessionId();

    NodeId nodeId();

    @Override
    default Topic topic() {
        return Topic.USAGE;
    }

    @Override
    default String key() {
        return nodeId().toString();
    }

    @Override
    default String subject() {
        return sessionId().toString();
    }

    /// The request for the route came from there.
    ///
    /// @param address an IP literal
    record AskedFrom(SessionId sessionId, NodeId nodeId, String address, Instant at)
            implements SessionPlace {}

    /// The client says that its WireGuard sends from there.
    ///
    /// @param address an IP literal
    /// @param port UDP, 1 to 65535
    record CandidateOffered(
            SessionId sessionId, NodeId nodeId, String address, int port, Instant at)
            implements SessionPlace {}

    /// The client says that it does no longer.
    record CandidateWithdrawn(
            SessionId sessionId, NodeId nodeId, String address, int port, Instant at)
            implements SessionPlace {}
}
