package io.boson.relay.transport;

import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.forward.RateLimit;

/// How fast ends may send.
///
/// @param session what a session's client may send
/// @param node what a node may send, to all its sessions together
public record SendingRates(RateLimit session, RateLimit node) {

    /// 50 MB/s for a session, four times that for a node: well above what homes have, well below
    /// what would keep an event loop from its other sockets.
    public static final SendingRates DEFAULT =
            new SendingRates(
                    new RateLimit(50_000_000, 4 << 20), new RateLimit(200_000_000, 16 << 20));

    RateLimit of(Granted end) {
        return switch (end) {
            case ClientEnd _ -> session;
            case NodeEnd _ -> node;
        };
    }
}
