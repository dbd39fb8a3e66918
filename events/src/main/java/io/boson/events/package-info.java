/// The pure core: what may be asked of Boson, what has happened, and the two functions between.
///
/// Must not know: Kafka, HTTP, SQL, sockets, clocks, randomness. Time and identity arrive as
/// values.
@NullMarked
package io.boson.events;

import org.jspecify.annotations.NullMarked;
