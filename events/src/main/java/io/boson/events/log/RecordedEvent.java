package io.boson.events.log;

import io.boson.events.Event;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/// An event where it stands in the log, for who keeps it elsewhere.
///
/// @param receivedAt when the log received it: the order of events of different partitions, as far
///     as there is one
/// @param key what orders it within its topic
/// @param attributes as they were written, empty text where they were not
/// @param event empty where it cannot be read: of a later release, or damaged
/// @param data as it was written; made when asked for
public record RecordedEvent(
        LogPosition position,
        Instant receivedAt,
        String key,
        Attributes attributes,
        Optional<Event> event,
        Supplier<String> data) {

    /// What an envelope says, as text.
    ///
    /// @param source who wrote it
    public record Attributes(
            String id,
            String type,
            String source,
            String subject,
            String actor,
            String correlationId,
            String causationId) {}
}
