package io.boson.projections.route;

import io.boson.events.log.LogPosition;
import java.util.Optional;
import java.util.UUID;

/// Where the decisions of late stand in the log, by the id of the session they led to, or the id
/// that a client was given where they led to none. Local and immediate.
public interface Decisions {

    Optional<LogPosition> find(UUID id);

    /// Of this instance's own decisions, before they come back from the log: whoever is told an id
    /// may ask about it at once.
    void written(UUID id, LogPosition position);

    /// False for as long as this instance still reads what happened before it began.
    boolean isComplete();
}
