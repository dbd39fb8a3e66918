package io.boson.relay.flow;

/// Why the switch did not forward a datagram. No error: WireGuard repeats what matters.
public enum DropCause {
    /// No WireGuard message.
    MALFORMED,
    /// A WebSocket that was not opened, or whose end has no admitted pair.
    UNKNOWN_SOCKET,
    /// mac1 names none of the keys that its sender may speak to.
    MAC1_UNKNOWN,
    /// mac1 names none of the few keys that were tried, and there was no budget for a full search.
    SEARCH_BUDGET,
    /// Too many initiations from one address (of IPv6, one /64) or WebSocket.
    SOURCE_BUDGET,
    /// Too many initiations to one key, of senders that proved nothing.
    ADDRESSEE_BUDGET,
    /// Too many initiations between the same two peers.
    PAIR_BUDGET,
    /// Nobody knows where the addressee is.
    ADDRESSEE_UNREACHABLE,
    /// More would go to an unproven address than came from it.
    CREDIT,
    /// Two peers chose the same index at once; the retry comes with another.
    INDEX_COLLISION,
    /// No memory of an initiation to that address, or more responses to it than there can be.
    RESPONSE_UNEXPECTED,
    /// A response's mac1 names no partner of its sender.
    RESPONSE_MAC1,
    /// A response to a WebSocket of another session.
    RESPONSE_FOREIGN,
    /// A cookie reply to nothing, or one too many.
    COOKIE_UNEXPECTED,
    /// A transport packet whose address and index are of no flow.
    NO_FLOW,
    /// A transport packet before the initiator's first one.
    UNCONFIRMED,
    /// The session has used its bytes up.
    QUOTA,
    /// Its sender sends more than it may.
    RATE_LIMITED,
    /// The receiver's WebSocket has closed and nothing has come from elsewhere.
    ENDPOINT_CLOSED,
    FLOWS_FULL,
    ENDPOINTS_FULL
}
