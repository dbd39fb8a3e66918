package io.boson.events.codec;

import io.boson.events.Event;

/// What bytes from the log turned out to be. Projections count what they cannot read and go on;
/// a reactor stops, because acting on a log it only half understands would be a guess.
public sealed interface Decoded {

    record Known(Event event) implements Decoded {}

    /// A type from a later release, or from somebody else.
    record Unknown(String type) implements Decoded {}

    /// A type we know whose data do not fit it.
    record Malformed(String type, String reason) implements Decoded {}
}
