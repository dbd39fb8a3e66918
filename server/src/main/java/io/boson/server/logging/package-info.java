/// What reaches the console: one line per event, never waited for, never with a secret in it.
///
/// Must not know: who logs.
@NullMarked
package io.boson.server.logging;

import org.jspecify.annotations.NullMarked;
