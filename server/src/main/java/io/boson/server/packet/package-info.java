/// Packets over HTTP, for who has no socket at the relay.
///
/// Must not know: how packets are forwarded, Kafka.
@NullMarked
package io.boson.server.packet;

import org.jspecify.annotations.NullMarked;
