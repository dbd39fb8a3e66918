package io.boson.history.sql;

import io.boson.events.node.NodeId;
import io.boson.history.rollup.Level;
import java.time.Instant;

/// One node, one piece of time.
public record RollupKey(NodeId node, Level level, Instant start) {

    /// The table of its level.
    static String table(Level level) {
        return switch (level) {
            case MINUTE -> "rollup_minute";
            case HOUR -> "rollup_hour";
            case DAY -> "rollup_day";
        };
    }
}
