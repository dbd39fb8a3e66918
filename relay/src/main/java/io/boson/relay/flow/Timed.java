package io.boson.relay.flow;

import org.jspecify.annotations.Nullable;

/// Something with an end that is put off again and again: an entry of a [TimerWheel].
abstract sealed class Timed permits Flow, Contact, Pairing {

    @Nullable Timed earlier;
    @Nullable Timed later;

    /// The slot that holds it, or -1.
    int slot = -1;

    /// When it ends, as things stand.
    abstract long dueAt();
}
