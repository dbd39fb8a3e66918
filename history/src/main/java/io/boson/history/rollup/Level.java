package io.boson.history.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// How long the pieces are that time is cut into. All begin at midnight UTC.
public enum Level {
    MINUTE("minute", Duration.ofMinutes(1)),
    HOUR("hour", Duration.ofHours(1)),
    DAY("day", Duration.ofDays(1));

    private final String text;
    private final Duration length;

    Level(String text, Duration length) {
        this.text = text;
        this.length = length;
    }

    public String text() {
        return text;
    }

    public Duration length() {
        return length;
    }

    /// The beginning of the piece that holds this moment.
    public Instant floor(Instant time) {
        long millis = length.toMillis();
        return Instant.ofEpochMilli(Math.floorDiv(time.toEpochMilli(), millis) * millis);
    }

    /// The first beginning of a piece that is no earlier than this moment.
    public Instant ceiling(Instant time) {
        Instant floor = floor(time);
        return floor.equals(time) ? floor : floor.plus(length);
    }

    public static Optional<Level> parse(String text) {
        return Arrays.stream(values()).filter(level -> level.text.equals(text)).findFirst();
    }
}
