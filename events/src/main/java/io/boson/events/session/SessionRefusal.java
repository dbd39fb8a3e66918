package io.boson.events.session;

/// Why the arbiter did not open a session.
public enum SessionRefusal {
    NODE_FULL,
    NODE_DRAINING,
    NODE_GONE,
    /// The holder has a live session on this node; the refusal names it.
    ALREADY_OPEN,
    /// Every tunnel address of the node is taken, or was until a moment ago.
    NO_TUNNEL_ADDRESS,
    /// Another client has a live session on the node with the same WireGuard key.
    KEY_IN_USE
}
