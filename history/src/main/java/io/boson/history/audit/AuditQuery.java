package io.boson.history.audit;

import java.time.Instant;
import java.util.Optional;

/// Which facts of the audit trail are wanted; what is left out does not matter.
///
/// @param from inclusive, by when the log received them
/// @param to exclusive
/// @param after where the page before ended
public record AuditQuery(
        Optional<String> subject,
        Optional<String> actor,
        Optional<String> type,
        Optional<String> correlationId,
        Instant from,
        Instant to,
        boolean newestFirst,
        Optional<Place> after,
        int limit) {

    /// A fact's place in the trail: of those received in the same millisecond, by the log's own
    /// places.
    public record Place(Instant received, String topic, int partition, long offset) {}
}
