/// The past in PostgreSQL: what nodes measured, and every fact for those who audit. A copy of the
/// log that can be searched; lost, it is written anew.
///
/// Must not know: Kafka or HTTP. Events come in by [io.boson.events.log.EventHandler].
@NullMarked
package io.boson.history;

import org.jspecify.annotations.NullMarked;
