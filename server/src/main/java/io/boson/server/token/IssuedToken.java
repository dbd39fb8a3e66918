package io.boson.server.token;

import java.time.Instant;

/// A new token, on its way to its holder and nowhere else.
///
/// @param text what the holder sends as `Authorization: Bearer`
/// @param expiresAt in whole seconds
public record IssuedToken(String text, Instant expiresAt) {

    @Override
    public String toString() {
        return "IssuedToken[text=hidden, expiresAt=" + expiresAt + "]";
    }
}
