package io.boson.events.node;

/// Nodes as far as this instance has folded the log. Local and immediate.
public interface Nodes {

    /// [Node.Unknown] where nothing is known.
    Node find(NodeId id);
}
