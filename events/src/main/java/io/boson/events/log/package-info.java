/// The log as the core sees it: envelopes go in, positions come back.
///
/// Must not know: Kafka, bytes, threads.
@NullMarked
package io.boson.events.log;

import org.jspecify.annotations.NullMarked;
