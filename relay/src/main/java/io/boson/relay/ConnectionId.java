package io.boson.relay;

import java.util.UUID;

/// One accepted socket, from its upgrade to its close. Tells apart two sockets of the same end, so
/// that the end of a replaced one is not taken for the end of its successor.
public record ConnectionId(UUID value) {

    @Override
    public String toString() {
        return value.toString();
    }
}
