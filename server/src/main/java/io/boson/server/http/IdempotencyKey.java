package io.boson.server.http;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The caller's name for one command, so that sending it twice does it once.
public final class IdempotencyKey {

    public static final String HEADER = "Idempotency-Key";

    private static final int CHARS_MAX = 128;

    private IdempotencyKey() {}

    /// @param header as sent; null where it was not
    /// @throws ProblemException 400 where it is empty or too long
    public static Optional<String> parse(@Nullable String header) {
        if (header == null) {
            return Optional.empty();
        }
        if (header.isBlank() || header.length() > CHARS_MAX) {
            throw Problem.badRequest(HEADER + " must have 1 to " + CHARS_MAX + " characters")
                    .asException();
        }
        return Optional.of(header);
    }
}
