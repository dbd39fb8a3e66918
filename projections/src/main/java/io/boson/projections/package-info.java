/// Pure folds and the questions they answer: what nodes and sessions look like to a reader.
///
/// Must not know: Kafka, HTTP, SQL, clocks. Sees only `io.boson.events`.
@NullMarked
package io.boson.projections;

import org.jspecify.annotations.NullMarked;
