package io.boson.events.session;

import io.boson.events.UuidText;
import java.util.Optional;
import java.util.UUID;

/// One client's time on one node; also the id of the route that led to it.
public record SessionId(UUID value) implements Comparable<SessionId> {

    /// Empty where the text is no UUID.
    public static Optional<SessionId> parse(String text) {
        return UuidText.parse(text).map(SessionId::new);
    }

    /// For text that was checked before: throws where it is no UUID.
    public static SessionId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a UUID: " + text));
    }

    @Override
    public int compareTo(SessionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
