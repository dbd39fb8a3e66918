package io.boson.relay.transport;

/// Why a connection did not become a WebSocket.
public enum HandshakeFault {
    /// [RelayConfig#connectionsMax] reached: 503.
    TOO_MANY_CONNECTIONS,
    /// More handshakes in a second than [HandshakeLimits#perSecondMax]: 503.
    TOO_MANY_HANDSHAKES,
    /// Not HTTP, or a request line or headers too long: 400.
    MALFORMED,
    /// HTTP, and no upgrade to version 13 of WebSocket: 426.
    NOT_A_WEBSOCKET,
    /// No complete request in time: closed.
    TIMED_OUT
}
