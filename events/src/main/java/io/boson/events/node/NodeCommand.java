package io.boson.events.node;

/// What may be asked of a node. The last five are asked by the silence watch, never by a caller.
public sealed interface NodeCommand {

    NodeId id();

    /// @param registration derived from the caller's idempotency key where it sent one
    record Register(
            NodeId id, NodeProfile profile, RegistrationId registration, RegistrationProof proof)
            implements NodeCommand {}

    record Drain(NodeId id) implements NodeCommand {}

    record Resume(NodeId id) implements NodeCommand {}

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
