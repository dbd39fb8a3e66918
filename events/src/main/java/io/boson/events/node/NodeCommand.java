package io.boson.events.node;

import java.time.Duration;
import java.time.Instant;

/// What may be asked of a node. The last five are asked by the silence watch, never by a caller.
public sealed interface NodeCommand {

    NodeId id();

    /// @param registration derived from the caller's idempotency key where it sent one
    record Register(
            NodeId id, NodeProfile profile, RegistrationId registration, RegistrationProof proof)
            implements NodeCommand {}

    /// @param grace how long the sessions it has may go on; at most [#GRACE_MAX]
    record Drain(NodeId id, Duration grace) implements NodeCommand {

        public static final Duration GRACE_MAX = Duration.ofDays(7);

        public Drain {
            if (grace.isNegative() || grace.compareTo(GRACE_MAX) > 0) {
                throw new IllegalArgumentException("grace out of range: " + grace);
            }
        }
    }

    record Resume(NodeId id) implements NodeCommand {}

    /// A node that silence took away speaks again, with the token of that lifetime.
    ///
    /// @param registeredAt the lifetime that its token belongs to
    record Revive(NodeId id, Instant registeredAt) implements NodeCommand {}

    /// The owner takes the node away.
    record Deregister(NodeId id) implements NodeCommand {}

    /// An operator takes the node away.
    record Remove(NodeId id) implements NodeCommand {}

    /// @param judgedHeartbeat offset of the last heartbeat seen when silence was concluded
    record NoteSilence(NodeId id, long judgedHeartbeat) implements NodeCommand {}

    record NoteReturn(NodeId id) implements NodeCommand {}

    record NoteDegraded(NodeId id) implements NodeCommand {}

    record NoteRecovered(NodeId id) implements NodeCommand {}

    record RemoveSilent(NodeId id, long judgedHeartbeat) implements NodeCommand {}
}
