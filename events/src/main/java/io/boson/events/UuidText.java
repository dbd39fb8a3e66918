package io.boson.events;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/// The one spelling of identifiers: 8-4-4-4-12 hexadecimal digits, read in any case, written in
/// lower case. `UUID.fromString` alone would also take shortened groups.
public final class UuidText {

    private static final Pattern SHAPE =
            Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

    private UuidText() {}

    public static Optional<UUID> parse(String text) {
        return SHAPE.matcher(text).matches()
                ? Optional.of(UUID.fromString(text))
                : Optional.empty();
    }
}
