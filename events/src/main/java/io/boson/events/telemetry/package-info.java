/// Observations: what nodes say about themselves again and again. Never refused, soon forgotten.
///
/// Must not know: who stores or folds them.
@NullMarked
package io.boson.events.telemetry;

import org.jspecify.annotations.NullMarked;
