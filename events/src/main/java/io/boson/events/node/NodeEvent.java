package io.boson.events.node;

import io.boson.events.Event;
import io.boson.events.Topic;
import java.time.Instant;

/// What happened to a node. Kept in topic `nodes`, in one order per node.
///
/// A node's **lifetime** runs from [Registered] to [Deregistered] or [Removed]; [Revived] takes up
/// one that ended in silence. What changes or
/// ends it names it by `registeredAt`, so that an event decided in one lifetime never applies to
/// the next. [WentSilent], [CameBack], [Degraded] and [Recovered] need not: they heal themselves,
/// since the node's heartbeats, or the lack of them, soon have the truth noted again.
public sealed interface NodeEvent extends Event {

    NodeId nodeId();

    @Override
    default Topic topic() {
        return Topic.NODES;
    }

    @Override
    default String key() {
        return nodeId().toString();
    }

    @Override
    default String subject() {
        return nodeId().toString();
    }

    /// A new lifetime begins, at `at`.
    record Registered(NodeId nodeId, NodeProfile profile, RegistrationId registration, Instant at)
            implements NodeEvent {}

    /// The same owner registered again with the same key.
    record Reregistered(
            NodeId nodeId,
            NodeProfile profile,
            RegistrationId registration,
            Instant registeredAt,
            Instant at)
            implements NodeEvent {}

    /// The same owner registered again with another key; a re-registration in all else.
    record KeyRotated(
            NodeId nodeId,
            NodeProfile profile,
            RegistrationId registration,
            WireGuardKey previousKey,
            Instant registeredAt,
            Instant at)
            implements NodeEvent {}

    /// No new sessions from now on.
    ///
    /// @param until its sessions may go on; who is left then is closed
    record Drained(NodeId nodeId, Instant until, Instant registeredAt, Instant at)
            implements NodeEvent {}

    record Resumed(NodeId nodeId, Instant registeredAt, Instant at) implements NodeEvent {}

    /// @param judgedHeartbeat offset of the last heartbeat known to whoever concluded silence, or
    ///     [#NO_HEARTBEAT]; a later heartbeat in the log makes the silence void without a new event
    record WentSilent(NodeId nodeId, long judgedHeartbeat, Instant at) implements NodeEvent {}

    record CameBack(NodeId nodeId, Instant at) implements NodeEvent {}

    record Degraded(NodeId nodeId, Instant at) implements NodeEvent {}

    record Recovered(NodeId nodeId, Instant at) implements NodeEvent {}

    record Deregistered(NodeId nodeId, Instant registeredAt, Instant at) implements NodeEvent {}

    record Removed(NodeId nodeId, RemovalReason reason, Instant registeredAt, Instant at)
            implements NodeEvent {}

    /// Stands for "none was ever seen" where a heartbeat's offset is named.
    long NO_HEARTBEAT = -1;

    enum RemovalReason {
        SILENCE,
        OPERATOR
    }

    /// A node removed for silence is there again: the lifetime that began at `registeredAt` goes on
    /// as it was last registered, heard at `at`.
    record Revived(NodeId nodeId, Instant registeredAt, Instant at) implements NodeEvent {}
}
