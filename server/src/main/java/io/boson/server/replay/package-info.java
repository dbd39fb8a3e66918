/// The past played again, at the speed it had or another: a node's samples from the history, events
/// of all nodes from the log.
///
/// Must not know: SQL or Kafka.
@NullMarked
package io.boson.server.replay;

import org.jspecify.annotations.NullMarked;
