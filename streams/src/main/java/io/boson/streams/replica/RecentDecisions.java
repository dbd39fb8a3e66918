package io.boson.streams.replica;

import io.boson.events.log.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.UUID;

/// Ids and positions, each kept for a time after it was last of interest; bounded, the longest
/// uninteresting go first. Thread-safe.
final class RecentDecisions {

    private record Entry(LogPosition position, Instant at) {}

    private final Duration keep;
    private final int most;
    private final SequencedMap<UUID, Entry> entries = new LinkedHashMap<>();

    RecentDecisions(Duration keep, int most) {
        this.keep = keep;
        this.most = most;
    }

    /// @param at when it was of interest; whatever was so long before is forgotten
    synchronized void note(UUID id, LogPosition position, Instant at) {
        entries.remove(id);
        entries.putLast(id, new Entry(position, at));
        while (entries.size() > most || isOver(entries.firstEntry(), at)) {
            entries.pollFirstEntry();
        }
    }

    private boolean isOver(Map.Entry<UUID, Entry> eldest, Instant now) {
        return eldest.getValue().at().plus(keep).isBefore(now);
    }

    synchronized Optional<LogPosition> find(UUID id, Instant now) {
        return Optional.ofNullable(entries.get(id))
                .filter(entry -> !entry.at().plus(keep).isBefore(now))
                .map(Entry::position);
    }

    synchronized int size() {
        return entries.size();
    }
}
