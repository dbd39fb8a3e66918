package io.boson.events.log;

import io.boson.events.Event;
import java.util.Optional;
import java.util.UUID;

/// An event with what everybody may know of its making: CloudEvents' attributes, less those that
/// follow from the event itself (type, subject, time) or from who writes it (source).
///
/// @param id unique; a second envelope with the same id is the same fact told twice
/// @param correlationId the request that began it all
/// @param causationId the event or request that directly led to this one
/// @param actor who did it, as `role:id`; `boson` where the server itself did
/// @param traceparent W3C Trace Context, passed on as it came
public record EventEnvelope(
        UUID id,
        Event event,
        String correlationId,
        Optional<String> causationId,
        String actor,
        Optional<String> traceparent) {}
