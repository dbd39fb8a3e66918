/// The language on a relay socket: frames as values, and their bytes drawn beside the code that
/// reads and writes them.
///
/// Text frames carry one compact JSON object each; a binary frame is one raw packet. What a peer
/// says is a [io.boson.relay.wire.RelayFrame.Incoming], what the relay says a
/// [io.boson.relay.wire.RelayFrame.Outgoing]; nothing here decides what follows from a frame.
///
/// Must not know: sockets, sessions' peers, queues, time. Of Netty only its buffers, of
/// WebSocket only a frame's head.
@NullMarked
package io.boson.relay.wire;

import org.jspecify.annotations.NullMarked;
