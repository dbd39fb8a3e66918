/// The packet switch: WireGuard datagrams from endpoint to endpoint, told apart without a key of
/// any peer's, so that unmodified WireGuard works over UDP, over WebSocket and across the two.
///
/// [io.boson.relay.flow.PacketSwitch] is all that others use; what it is told and tells are values.
/// Pure: no clock (time is an argument), no sockets, no threads. **One thread at a time**: whoever
/// owns the switch calls it from one thread or holds one lock. A transport packet costs no object;
/// handshakes do.
///
/// How a handshake makes a flow (i, r: the indices that initiator and responder chose):
///
/// ```
/// initiator A            switch                                responder S
///   initiation i  ---->  mac1 names the addressee;
///                        remembers (S, i) -> A          ---->  initiation i
///                        only over (S, i); mac1 names   <----  response r to i
///   response r    <----  the initiator; (A, r) -> S
///   transport r   ---->  the proof: both addresses and
///                        both flows are now open        ---->  transport r
///   transport i   <----                                 <----  transport i
/// ```
///
/// Must not know: sockets, Netty, frames, tokens, events.
@NullMarked
package io.boson.relay.flow;

import org.jspecify.annotations.NullMarked;
