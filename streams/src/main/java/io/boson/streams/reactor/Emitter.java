package io.boson.streams.reactor;

import io.boson.events.Event;
import java.util.Optional;

/// Where a reactor's facts go.
interface Emitter {

    /// @param idSeed the same seed gives the same event id, so that a fact told twice is one fact
    /// @param correlationId of the request that led here; empty where nobody asked
    /// @param causationId of the event that led here, where there is one
    void emit(
            Event event,
            String idSeed,
            Optional<String> correlationId,
            Optional<String> causationId);
}
