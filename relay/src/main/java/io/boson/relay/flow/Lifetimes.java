package io.boson.relay.flow;

import java.time.Duration;

/// How long things are remembered. Not settings: they follow from WireGuard's own timers
/// (whitepaper, section 6.1).
public final class Lifetimes {

    /// Of a flow, from its response: WireGuard rejects keys after 180 s.
    public static final Duration FLOW = Duration.ofSeconds(185);

    /// Of an initiation without a response, and of a response without a transport packet: an
    /// initiation is repeated after 5 s.
    public static final Duration PENDING = Duration.ofSeconds(15);

    /// Of an address or a session without a packet: longer than any flow.
    public static final Duration IDLE = Duration.ofSeconds(190);

    /// Of the preference of a WebSocket over other endpoints of its end: WireGuard's usual
    /// keepalive and a little.
    static final Duration SILENT = Duration.ofSeconds(30);

    static final long FLOW_NANOS = FLOW.toNanos();
    static final long PENDING_NANOS = PENDING.toNanos();
    static final long IDLE_NANOS = IDLE.toNanos();
    static final long SILENT_NANOS = SILENT.toNanos();

    private Lifetimes() {}
}
