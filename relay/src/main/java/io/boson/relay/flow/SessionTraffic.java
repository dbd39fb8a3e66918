package io.boson.relay.flow;

import io.boson.events.session.SessionId;
import io.boson.relay.Traffic;

/// What the switch has carried of a session since it was admitted: transport packets, handshakes
/// left out.
///
/// @param client seen from the client's end: in is what it sent, out what was forwarded to it
/// @param open whether a packet passed within [Lifetimes#IDLE]
/// @param passedAt when the last one did, in the switch's time; the admission's where none has
public record SessionTraffic(SessionId session, Traffic client, boolean open, long passedAt) {}
