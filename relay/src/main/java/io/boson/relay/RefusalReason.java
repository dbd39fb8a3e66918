package io.boson.relay;

/// Why a socket was closed before it became an end of anything.
public enum RefusalReason {
    /// The path is not below `/relay`. Said by the relay itself.
    INVALID_PATH,
    /// The path's last segment is empty. Said by the relay itself.
    MISSING_SESSION_ID,
    /// Neither a known node nor a live session has this id.
    INVALID_SESSION,
    /// The node is registered, and not online.
    NODE_NOT_ONLINE,
    /// No token, or none that opens this end.
    UNAUTHORIZED,
    /// The question could not be answered because of a bug or broken I/O.
    INTERNAL_ERROR,
    /// Not caught up yet, or too many sockets are asking at once.
    TRY_AGAIN_LATER
}
