package io.boson.server.simulate.plan;

/// How a node is, at one time of its script.
public enum Phase {
    ONLINE,
    /// There, and unwell; its heartbeats say so.
    DEGRADED,
    /// There, but its heartbeats have stopped.
    SILENT,
    /// Deregistered, until it comes back.
    AWAY
}
