package io.boson.server.config;

import java.time.Duration;

/// How long the history keeps what; whole days of it are dropped at once, audit by the month.
///
/// @param samples samples and their sums by the minute
/// @param rollups their sums by the hour and day
/// @param audit every other fact
public record HistoryConfig(Duration samples, Duration rollups, Duration audit) {

    /// A sample may come a day late, and its day is not to be dropped before it is over.
    private static final Duration LEAST = Duration.ofDays(2);

    private static final Duration MOST = Duration.ofDays(3_650);

    public static final HistoryConfig DEFAULTS =
            new HistoryConfig(Duration.ofDays(31), Duration.ofDays(400), Duration.ofDays(400));

    public HistoryConfig {
        Bounds.between("history.retention.samples", samples, LEAST, MOST);
        Bounds.between("history.retention.rollups", rollups, LEAST, MOST);
        Bounds.between("history.retention.audit", audit, LEAST, MOST);
        if (rollups.compareTo(samples) < 0) {
            throw new ConfigException(
                    "history.retention.rollups",
                    "must be no shorter than history.retention.samples, " + Units.text(samples));
        }
    }

    static HistoryConfig from(Settings settings) {
        return new HistoryConfig(
                settings.duration("history.retention.samples", DEFAULTS.samples),
                settings.duration("history.retention.rollups", DEFAULTS.rollups),
                settings.duration("history.retention.audit", DEFAULTS.audit));
    }
}
