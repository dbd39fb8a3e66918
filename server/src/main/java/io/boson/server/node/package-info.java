/// Everything about nodes over HTTP: register, heartbeat, read, delete.
///
/// Must not know: Kafka. Rules about nodes live in `io.boson.events.node`.
@NullMarked
package io.boson.server.node;

import org.jspecify.annotations.NullMarked;
