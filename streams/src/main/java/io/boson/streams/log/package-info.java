/// The log in Kafka: envelopes to records (CloudEvents binary mode) and back.
///
/// Must not know: what the events mean.
@NullMarked
package io.boson.streams.log;

import org.jspecify.annotations.NullMarked;
