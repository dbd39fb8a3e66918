package io.boson.server.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/// Where the next page of a list begins, as callers carry it: nothing that they need understand.
public final class Cursor {

    private Cursor() {}

    public static String write(String place) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /// Empty where the text is none of ours.
    public static Optional<String> read(String cursor) {
        try {
            return Optional.of(
                    new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
