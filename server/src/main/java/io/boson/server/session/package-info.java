/// Sessions over HTTP: ending them.
///
/// Must not know: Kafka, relay sockets.
@NullMarked
package io.boson.server.session;

import org.jspecify.annotations.NullMarked;
