package io.boson.events.node;

import java.util.UUID;

/// One registration of a node, from one register call to the next. Node tokens carry it, so that
/// what was said under an earlier registration can be told apart.
public record RegistrationId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
