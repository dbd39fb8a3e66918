/// Relays as others see them: which there are, and where.
///
/// Must not know: how packets are forwarded, or anything outside `io.boson.events`.
@NullMarked
package io.boson.events.relay;

import org.jspecify.annotations.NullMarked;
