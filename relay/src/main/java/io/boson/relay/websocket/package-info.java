/// RFC 6455 after its opening handshake, made for forwarding: bytes are unmasked where they were
/// read, and what is read can be written again without being copied.
///
/// Must not know: what a frame's payload means, sessions, queues, time. Of Netty only buffers and
/// the handler that takes them.
@NullMarked
package io.boson.relay.websocket;

import org.jspecify.annotations.NullMarked;
