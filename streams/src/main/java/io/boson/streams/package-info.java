/// The Kafka adapter: the log, the two Streams applications and the replicas that answer reads.
///
/// Must not know: HTTP, SQL, relay sockets. Rules about nodes and sessions live in
/// `io.boson.events`; here they are only fed.
@NullMarked
package io.boson.streams;

import org.jspecify.annotations.NullMarked;
