package io.boson.relay.forward;

/// Why a packet was not forwarded. A drop is no error: WireGuard repeats what matters.
public enum DropReason {
    /// The session's other end has no socket here.
    PEER_ABSENT,
    /// A node named a session that was never attached here, or has ended.
    UNKNOWN_SESSION,
    /// A node named a session of another node.
    FOREIGN_SESSION,
    /// A node named no session and has several clients.
    AMBIGUOUS_SESSION,
    /// The receiver's queue was full; the oldest packet made room.
    QUEUE_FULL,
    /// The packet waited longer than its age limit for the receiver.
    TOO_OLD,
    /// Its sender sends more than it may.
    RATE_LIMITED,
    /// Its session has carried all that it may.
    QUOTA,
    /// The receiver's socket was closing.
    CLOSING,
    /// A frame without a byte.
    EMPTY
}
