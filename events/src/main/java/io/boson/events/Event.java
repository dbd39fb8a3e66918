package io.boson.events;

import java.time.Instant;

/// Anything the log may hold. Most are facts; observations, such as a heartbeat, were merely seen.
///
/// Each family of events is a sealed interface of its own and lives in one topic.
public interface Event {

    Topic topic();

    /// What orders this event: the log keeps one order per key.
    String key();

    /// The entity the event is about: the same as the key, or something that lives under it.
    String subject();

    /// Server time at which it was decided or seen. Never the order: that is the offset.
    Instant at();
}
