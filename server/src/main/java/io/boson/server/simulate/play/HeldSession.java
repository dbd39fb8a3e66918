package io.boson.server.simulate.play;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Optional;
import java.util.UUID;

/// A session as its client was told of it.
record HeldSession(UUID id, UUID node, String token, URI relay) {

    /// Empty where the answer is not what the API promises.
    static Optional<HeldSession> read(JsonNode body) {
        JsonNode route = body.path("selectedRoute");
        try {
            return Optional.of(
                    new HeldSession(
                            UUID.fromString(route.path("id").asText()),
                            UUID.fromString(route.path("nodeEndpoint").path("nodeId").asText()),
                            route.path("sessionToken").asText(),
                            URI.create(route.path("relayEndpoint").asText())));
        } catch (IllegalArgumentException odd) {
            return Optional.empty();
        }
    }
}
