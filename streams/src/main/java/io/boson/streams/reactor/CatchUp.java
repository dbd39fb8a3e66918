package io.boson.streams.reactor;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// Whether this owner of a partition has folded everything that was in the log when it took over.
/// Before that it may not decide: an outcome it has not read yet may already stand there.
final class CatchUp {

    private final Map<Topic, Long> missing = new EnumMap<>(Topic.class);

    /// @param spans what is still to be read of each topic
    /// @param awaited the topics that matter here
    CatchUp(Map<Topic, OffsetSpan> spans, Set<Topic> awaited) {
        spans.forEach(
                (topic, span) -> {
                    if (awaited.contains(topic) && span.next() < span.end()) {
                        missing.put(topic, span.end());
                    }
                });
    }

    void folded(LogPosition position) {
        Long end = missing.get(position.topic());
        if (end != null && position.offset() >= end - 1) {
            missing.remove(position.topic());
        }
    }

    boolean isDone() {
        return missing.isEmpty();
    }

    /// @param next offset of the next record to be read
    /// @param end offset after the last record there is
    record OffsetSpan(long next, long end) {}
}
