package io.boson.relay.flow;

import io.boson.events.session.SessionId;

/// What became of a session's packets.
public sealed interface SwitchEvent {

    SessionId session();

    /// The session's first flow, or the first one after it was idle: both ends are proven.
    record Opened(SessionId session, Endpoint client, Endpoint node) implements SwitchEvent {}

    /// An end of an open session is reached elsewhere from now on. Where a UDP address changes on
    /// the same IP, told once, for one of the sessions that have it.
    record Moved(SessionId session, Side side, Endpoint from, Endpoint to) implements SwitchEvent {}

    /// No packet has passed for [Lifetimes#IDLE]; a later one opens it again.
    record Idle(SessionId session, SessionTraffic traffic) implements SwitchEvent {}
}
