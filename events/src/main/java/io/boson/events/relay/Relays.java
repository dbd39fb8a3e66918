package io.boson.events.relay;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Where each relay is reached, folded from topic `relays`. Immutable.
///
/// @param endpoints by relay, without a path
public record Relays(Map<String, String> endpoints) {

    public static final Relays NONE = new Relays(Map.of());

    public Relays {
        endpoints = Map.copyOf(endpoints);
    }

    /// The fold. Total.
    public Relays evolve(RelayEvent event) {
        Map<String, String> next = new HashMap<>(endpoints);
        switch (event) {
            case RelayEvent.Started(var relay, var endpoint, _) -> next.put(relay, endpoint);
            case RelayEvent.Stopped(var relay, _) -> next.remove(relay);
        }
        return new Relays(next);
    }

    public Optional<String> endpoint(String relay) {
        return Optional.ofNullable(endpoints.get(relay));
    }
}
