/// What nodes measured: taken in as one record of the log, shown from the history.
///
/// Must not know: SQL or Kafka; both are reached through ports.
@NullMarked
package io.boson.server.metrics;

import org.jspecify.annotations.NullMarked;
