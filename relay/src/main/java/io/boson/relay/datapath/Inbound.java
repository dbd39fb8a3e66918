package io.boson.relay.datapath;

import io.boson.events.session.SessionId;
import io.boson.relay.wire.Train;
import java.util.Optional;

/// Packets of one WebSocket on their way to the switch.
///
/// @param session that their sender named, if it did
/// @param train owned by whoever holds this
record Inbound(Whose from, Optional<SessionId> session, Train train) {}
