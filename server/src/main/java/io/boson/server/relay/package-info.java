/// Between the relay and the log: who may attach, and what became of attachments.
///
/// Must not know: sockets, Kafka.
@NullMarked
package io.boson.server.relay;

import org.jspecify.annotations.NullMarked;
