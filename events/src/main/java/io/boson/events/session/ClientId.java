package io.boson.events.session;

import io.boson.events.UuidText;
import java.util.Optional;
import java.util.UUID;

/// A client's name for itself: data in a request, not an identity anybody proved.
public record ClientId(UUID value) implements Comparable<ClientId> {

    /// Empty where the text is no UUID.
    public static Optional<ClientId> parse(String text) {
        return UuidText.parse(text).map(ClientId::new);
    }

    /// For text that was checked before: throws where it is no UUID.
    public static ClientId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a UUID: " + text));
    }

    @Override
    public int compareTo(ClientId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
