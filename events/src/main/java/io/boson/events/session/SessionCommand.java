package io.boson.events.session;

import java.util.Optional;

/// What may be asked of a session. The last two are asked by reactors, never by a caller.
public sealed interface SessionCommand {

    record End(SessionEvent.CloseReason reason) implements SessionCommand {}

    /// @param known the node's capacity as the arbiter folded it
    /// @param openSessions sessions open on the node now
    /// @param held the one of them that has the same holder, where there is one
    /// @param tunnel what the node has for a client that brings a WireGuard key
    record Answer(
            NodeCapacity known, int openSessions, Optional<SessionId> held, TunnelOffer tunnel)
            implements SessionCommand {

        /// Where none are asked for.
        public Answer(NodeCapacity known, int openSessions, Optional<SessionId> held) {
            this(known, openSessions, held, new TunnelOffer.Exhausted());
        }
    }

    record Expire() implements SessionCommand {}
}
