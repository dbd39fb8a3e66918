package io.boson.events.log;

import io.boson.events.Event;
import java.util.Optional;

/// What the log holds, one by one, where it stands.
@FunctionalInterface
public interface Facts {

    /// Reads one event; blocks, bounded.
    ///
    /// @return empty where the log holds nothing there any more, or nothing that can be read
    /// @throws LogUnavailableException where the log does not answer in time
    Optional<Event> fetch(LogPosition position);
}
