package io.boson.events.session;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.node.NodeId;
import io.boson.events.tunnel.TunnelAddresses;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// What happened to sessions, and to the sockets of both their ends. Kept in topic `sessions`, in
/// one order per node.
public sealed interface SessionEvent extends Event {

    @Override
    default Topic topic() {
        return Topic.SESSIONS;
    }

    /// An event that stands in the order of a node.
    sealed interface OnNode extends SessionEvent {
        NodeId nodeId();

        @Override
        default String key() {
            return nodeId().toString();
        }
    }

    /// An event of one session.
    sealed interface OfSession extends OnNode {
        SessionId sessionId();

        @Override
        default String subject() {
            return sessionId().toString();
        }
    }

    /// An event of a node's own relay socket, which all its sessions share.
    sealed interface OfNode extends OnNode {
        @Override
        default String subject() {
            return nodeId().toString();
        }
    }

    /// A client asked for a route and no node would do, so there is neither node nor session. No
    /// state follows from it; it is kept to be explained.
    ///
    /// @param decisionId what the client was told to ask about
    /// @param decision why each node was refused, as counts
    record RouteRefused(UUID decisionId, ClientId clientId, RoutingDecision decision, Instant at)
            implements SessionEvent {
        @Override
        public String key() {
            return clientId.toString();
        }

        @Override
        public String subject() {
            return decisionId.toString();
        }
    }

    record Requested(SessionRequest request, Instant at) implements OfSession {
        @Override
        public SessionId sessionId() {
            return request.sessionId();
        }

        @Override
        public NodeId nodeId() {
            return request.nodeId();
        }
    }

    /// @param capacity what the arbiter went by
    /// @param openSessions how many were open on the node before this one
    /// @param tunnel the client's addresses, where it has a WireGuard key
    record Opened(
            SessionId sessionId,
            NodeId nodeId,
            NodeCapacity capacity,
            int openSessions,
            Optional<TunnelAddresses> tunnel,
            Instant at)
            implements OfSession {

        /// Without a tunnel.
        public Opened(
                SessionId sessionId,
                NodeId nodeId,
                NodeCapacity capacity,
                int openSessions,
                Instant at) {
            this(sessionId, nodeId, capacity, openSessions, Optional.empty(), at);
        }
    }

    /// @param existing the holder's live session on this node, where that is the reason
    record Refused(
            SessionId sessionId,
            NodeId nodeId,
            SessionRefusal reason,
            Optional<SessionId> existing,
            NodeCapacity capacity,
            int openSessions,
            Instant at)
            implements OfSession {}

    /// The client's socket is on this relay. A later one replaces it.
    record Attached(SessionId sessionId, NodeId nodeId, String relay, UUID connection, Instant at)
            implements OfSession {}

    /// Changes nothing where another connection has replaced this one.
    ///
    /// @param at of a client on UDP that fell silent: when its last packet passed
    record Detached(
            SessionId sessionId,
            NodeId nodeId,
            String relay,
            UUID connection,
            String reason,
            Traffic traffic,
            Instant at)
            implements OfSession {}

    record Closed(SessionId sessionId, NodeId nodeId, CloseReason reason, Instant at)
            implements OfSession {}

    record Expired(SessionId sessionId, NodeId nodeId, Instant at) implements OfSession {}

    /// The node's socket is on this relay, or its WireGuard has proven to be on the relay's UDP
    /// port. A later one replaces it.
    record NodeAttached(NodeId nodeId, String relay, UUID connection, Instant at)
            implements OfNode {}

    record NodeDetached(
            NodeId nodeId,
            String relay,
            UUID connection,
            String reason,
            Traffic traffic,
            Instant at)
            implements OfNode {}

    enum CloseReason {
        BY_CLIENT,
        BY_NODE,
        BY_OPERATOR,
        NODE_GONE,
        /// The grace of a drained node is over.
        NODE_DRAINED,
        /// An earlier session of the node has the same tunnel address: somebody who no longer owned
        /// the partition gave it away once more.
        ADDRESS_TAKEN,
        /// It has carried all that a session may.
        QUOTA_SPENT
    }
}
