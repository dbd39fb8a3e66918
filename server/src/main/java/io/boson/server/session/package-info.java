/// Sessions and the clients that have them, over HTTP.
///
/// Must not know: Kafka, relay sockets.
@NullMarked
package io.boson.server.session;

import org.jspecify.annotations.NullMarked;
