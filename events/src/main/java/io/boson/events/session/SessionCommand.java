package io.boson.events.session;

import java.util.Optional;

/// What may be asked of a session. The last two are asked by reactors, never by a caller.
public sealed interface SessionCommand {

    record End(SessionEvent.CloseReason reason) implements SessionCommand {}

    /// @param known the node's capacity as the arbiter folded it
    /// @param openSessions sessions open on the node now
    /// @param held the one of them that has the same holder, where there is one
    record Answer(NodeCapacity known, int openSessions, Optional<SessionId> held)
            implements SessionCommand {}

    record Expire() implements SessionCommand {}
}
