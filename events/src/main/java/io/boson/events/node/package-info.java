/// A VPN node's life as facts: registered, rotated, drained, silent, departed.
///
/// Must not know: sessions, heartbeats' storage, or anything outside `io.boson.events`.
@NullMarked
package io.boson.events.node;

import org.jspecify.annotations.NullMarked;
