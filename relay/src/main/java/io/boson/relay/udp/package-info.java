/// Datagrams in batches: a socket that fills and empties tables instead of making objects, the
/// thread that owns it, and the handler between the two.
///
/// `DatagramTransport` is the port; `NioDatagramTransport` the one on `java.nio`. A batch has one
/// memory, and what came and what is to go are rows that point into it: forwarding copies nothing,
/// and a transport that batches inside the kernel (trains in, trains out) fits behind the same
/// interface.
///
/// Must not know: WireGuard, sessions, flows, Netty. Of STUN only that `io.boson.relay.stun`
/// answers it.
@NullMarked
package io.boson.relay.udp;

import org.jspecify.annotations.NullMarked;
