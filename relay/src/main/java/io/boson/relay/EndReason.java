package io.boson.relay;

/// Why the control plane ended a session.
public enum EndReason {
    CLOSED(DetachReason.SESSION_CLOSED),
    EXPIRED(DetachReason.SESSION_EXPIRED),
    NODE_REMOVED(DetachReason.SESSION_NODE_REMOVED),
    NODE_DRAINED(DetachReason.SESSION_NODE_DRAINED),
    QUOTA_SPENT(DetachReason.SESSION_QUOTA_SPENT);

    private final DetachReason detach;

    EndReason(DetachReason detach) {
        this.detach = detach;
    }

    /// What the listener is told of the session's socket.
    public DetachReason detach() {
        return detach;
    }
}
