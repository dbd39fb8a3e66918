package io.boson.relay.flow;

import io.boson.events.session.SessionId;
import java.time.Duration;
import java.util.List;

/// The open flows of a switch, to be kept over a restart: an established session then loses no more
/// than the time the relay is away.
///
/// @param handshakes one entry per WireGuard key pair in use
public record FlowTable(List<Handshake> handshakes) {

    public FlowTable {
        handshakes = List.copyOf(handshakes);
    }

    /// @param client where the client was; of a WebSocket, which does not outlive the relay, the
    ///     client's next one takes over
    /// @param node where the node was, likewise
    /// @param toNodeIndex receiver index of the packets that come from the client
    /// @param toClientIndex receiver index of the packets that come from the node
    /// @param age since the response; of use only below [Lifetimes#FLOW]
    public record Handshake(
            SessionId session,
            Endpoint client,
            Endpoint node,
            int toNodeIndex,
            int toClientIndex,
            Duration age) {}
}
