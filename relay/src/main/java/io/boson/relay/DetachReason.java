package io.boson.relay;

/// Why an attachment ended.
public enum DetachReason {
    /// The peer closed its WebSocket in order.
    PEER_CLOSED,
    /// The peer, or a client's node for it, asked with a `disconnect` frame.
    DISCONNECTED,
    /// The TCP connection broke, or ended without a close frame.
    CONNECTION_LOST,
    /// Nothing was heard for three heartbeat intervals, not even an answer to a ping; on UDP, no
    /// packet passed for as long as WireGuard remembers anybody.
    SILENT,
    /// A newer socket took over the same end.
    REPLACED,
    SESSION_CLOSED,
    SESSION_EXPIRED,
    /// The session ended because its node was removed.
    SESSION_NODE_REMOVED,
    NODE_REMOVED,
    /// The session ended because the grace of its drained node was over.
    SESSION_NODE_DRAINED,
    /// The session ended because it had carried all that it may.
    SESSION_QUOTA_SPENT,
    /// The peer broke RFC 6455.
    PROTOCOL_ERROR,
    /// A frame or message above 64 KiB.
    FRAME_TOO_LARGE,
    /// Too many unreadable frames in one minute.
    TOO_MANY_ERRORS,
    /// The peer does not even read what the relay itself has to say.
    TOO_SLOW,
    /// A bug in the relay.
    INTERNAL_ERROR,
    SERVER_STOPPING
}
