package io.boson.server.log;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/// Ids of commands that may be sent twice: the same caller with the same `Idempotency-Key` gets the
/// same id, and so finds its first command done.
public final class DerivedIds {

    private DerivedIds() {}

    /// @param purpose keeps the ids of different commands apart
    /// @param otherwise for a caller that sent no key
    public static UUID of(
            String purpose, Origin origin, Optional<String> key, Supplier<UUID> otherwise) {
        return key.map(k -> purpose + '\n' + origin.actor() + '\n' + k)
                .map(seed -> UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)))
                .orElseGet(otherwise);
    }
}
