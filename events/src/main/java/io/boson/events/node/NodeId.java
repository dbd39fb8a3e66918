package io.boson.events.node;

import io.boson.events.UuidText;
import java.util.Optional;
import java.util.UUID;

/// A node's name for itself, chosen by its owner and proved by its token.
public record NodeId(UUID value) implements Comparable<NodeId> {

    /// Empty where the text is no UUID.
    public static Optional<NodeId> parse(String text) {
        return UuidText.parse(text).map(NodeId::new);
    }

    /// For text that was checked before: throws where it is no UUID.
    public static NodeId of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("not a UUID: " + text));
    }

    @Override
    public int compareTo(NodeId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
