package io.boson.relay.flow;

import io.boson.events.node.WireGuardKey;
import io.boson.events.session.SessionId;

/// Whose a WebSocket is, as its token proved.
public sealed interface End {

    /// The client's of one session; carries that session's packets alone.
    record Client(SessionId session) implements End {}

    /// A node's, for all its sessions.
    record Node(WireGuardKey key) implements End {}

    /// A node's channel for one session. The node's packets of other sessions are taken there too:
    /// which session a packet is of, WireGuard's own indices say.
    record NodeChannel(SessionId session) implements End {}
}
