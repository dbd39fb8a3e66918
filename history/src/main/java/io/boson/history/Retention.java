package io.boson.history;

import java.time.Duration;

/// How long what is kept.
///
/// @param samples samples and what they are by the minute
/// @param rollups what they are by the hour and day
/// @param audit every other fact
public record Retention(Duration samples, Duration rollups, Duration audit) {

    public static final Retention DEFAULTS =
            new Retention(Duration.ofDays(31), Duration.ofDays(400), Duration.ofDays(400));
}
