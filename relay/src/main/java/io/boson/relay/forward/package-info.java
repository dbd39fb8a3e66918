/// The forwarding core: who is attached, where a packet goes, and what waits for a receiver.
///
/// Pure: no sockets, no threads of its own, no clock (time is an argument), and no idea what a
/// packet is; tests run it over a fake network.
///
/// Must not know: Netty, frames, tokens, JSON.
@NullMarked
package io.boson.relay.forward;

import org.jspecify.annotations.NullMarked;
