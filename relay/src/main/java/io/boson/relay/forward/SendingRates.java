package io.boson.relay.forward;

/// How fast ends may send, over all their connections together.
///
/// @param session what a session's client may send
/// @param principal what all clients of one principal may send, over all its sessions
/// @param node what a node may send, to all its sessions together
public record SendingRates(RateLimit session, RateLimit principal, RateLimit node) {

    /// 48 MiB/s for a session, four times that for a node or a principal: well above what homes
    /// have, well below what would keep an event loop from its other sockets.
    public static final SendingRates DEFAULT =
            new SendingRates(
                    new RateLimit(48 << 20, 4 << 20),
                    new RateLimit(192 << 20, 16 << 20),
                    new RateLimit(192 << 20, 16 << 20));
}
