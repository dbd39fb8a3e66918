/// Bytes to events and back. The bytes are a public contract and stay readable for ever: every type
/// name carries a version, every version has an approved sample that a test replays.
///
/// The only package of this module that knows JSON. Must not know: Kafka or where bytes are kept.
@NullMarked
package io.boson.events.codec;

import org.jspecify.annotations.NullMarked;
