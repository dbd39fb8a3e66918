package io.boson.server.config;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Amounts as people write them: `250ms`, `30s`, `5m`, `24h`, `365d`; `512B`, `256KiB`, `1MiB`.
/// One number, one unit, no default unit: a bare `30` says too little to be believed.
final class Units {

    private static final Pattern SHAPE = Pattern.compile("(\\d{1,9}) ?([A-Za-z]{1,3})");

    private static final Map<String, Duration> TIMES =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));

    private static final Map<String, Long> SIZES =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20);

    private static final Map<String, Long> LARGE_SIZES =
            Map.of("MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

    private Units() {}

    static Optional<Duration> duration(String text) {
        Matcher amount = SHAPE.matcher(text);
        if (!amount.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(TIMES.get(amount.group(2)))
                .map(unit -> unit.multipliedBy(Long.parseLong(amount.group(1))));
    }

    /// In bytes; empty also for what no `int` holds.
    static Optional<Integer> size(String text) {
        Matcher amount = SHAPE.matcher(text);
        if (!amount.matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(SIZES.get(amount.group(2)))
                .map(unit -> unit * Long.parseLong(amount.group(1)))
                .filter(bytes -> bytes <= Integer.MAX_VALUE)
                .map(Math::toIntExact);
    }

    /// `none`, or bytes; empty also for what no `long` holds.
    static Optional<OptionalLong> quota(String text) {
        if (text.equals("none")) {
            return Optional.of(OptionalLong.empty());
        }
        Matcher amount = SHAPE.matcher(text);
        if (!amount.matches()) {
            return Optional.empty();
        }
        long count = Long.parseLong(amount.group(1));
        return Optional.ofNullable(LARGE_SIZES.get(amount.group(2)))
                .filter(unit -> count <= Long.MAX_VALUE / unit)
                .map(unit -> OptionalLong.of(unit * count));
    }

    /// The shortest exact spelling.
    static String text(Duration duration) {
        long millis = duration.toMillis();
        if (millis % 1000 != 0 || millis == 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        if (seconds % 3600 == 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 ? seconds / 60 + "m" : seconds + "s";
    }
}
