package io.boson.events.session;

/// Why the arbiter did not open a session.
public enum SessionRefusal {
    NODE_FULL,
    NODE_DRAINING,
    NODE_GONE,
    /// The holder has a live session on this node; the refusal names it.
    ALREADY_OPEN
}
