/// STUN Binding (RFC 8489): what address a client's packets come from, told over the port it sent
/// to. The basic server of its section 12, over UDP only, without authentication.
///
/// Pure: bytes in, bytes out, time as an argument, memory bounded.
///
/// Must not know: sockets, threads, clocks, WireGuard.
@NullMarked
package io.boson.relay.stun;

import org.jspecify.annotations.NullMarked;
