/// What a relay without a key can read and make of WireGuard: the four messages, the two MACs of a
/// handshake, cookie replies.
///
/// Pure: time and randomness are arguments. BLAKE2s and the HChaCha20 half of XChaCha20 are Bouncy
/// Castle's: the JDK has neither.
///
/// Must not know: endpoints, flows, sessions, sockets.
@NullMarked
package io.boson.relay.wireguard;

import org.jspecify.annotations.NullMarked;
