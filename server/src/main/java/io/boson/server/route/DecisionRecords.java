package io.boson.server.route;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.boson.events.log.Facts;
import io.boson.events.log.LogPosition;
import io.boson.projections.route.Decisions;
import java.util.Optional;
import java.util.UUID;

/// Recorded decisions by their id. What was read of late is remembered: facts do not change.
public final class DecisionRecords {

    /// About 10 KB each.
    private static final int REMEMBERED_MAX = 1000;

    private final Decisions decisions;
    private final Facts facts;
    private final Cache<LogPosition, RecordedDecision> remembered =
            Caffeine.newBuilder().maximumSize(REMEMBERED_MAX).build();

    public DecisionRecords(Decisions decisions, Facts facts) {
        this.decisions = decisions;
        this.facts = facts;
    }

    /// Blocks, bounded.
    ///
    /// @throws io.boson.events.log.LogUnavailableException where the log does not answer
    Optional<RecordedDecision> find(UUID id) {
        return decisions.find(id).flatMap(this::at);
    }

    boolean isComplete() {
        return decisions.isComplete();
    }

    private Optional<RecordedDecision> at(LogPosition position) {
        RecordedDecision known = remembered.getIfPresent(position);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<RecordedDecision> read =
                facts.fetch(position).flatMap(event -> RecordedDecision.of(event, position));
        read.ifPresent(decision -> remembered.put(position, decision));
        return read;
    }
}
