package io.boson.server.metrics;

import io.boson.server.http.Problem;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A range of time that a caller asks about.
///
/// @param from inclusive
/// @param to exclusive
public record TimeRange(Instant from, Instant to) {

    /// As the original did: what the last day brought.
    private static final Duration DEFAULT_LENGTH = Duration.ofHours(24);

    private static final Instant MIN = Instant.EPOCH;
    private static final Instant MAX = Instant.parse("9999-12-31T23:59:59.999Z");

    private static final List<Function<String, Instant>> SPELLINGS =
            List.of(
                    text -> Instant.ofEpochMilli(Long.parseLong(text)),
                    text -> OffsetDateTime.parse(text).toInstant(),
                    text -> LocalDateTime.parse(text).toInstant(ZoneOffset.UTC),
                    text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant());

    private static final String MUST =
            "must be a time such as 2026-01-31T12:00:00Z, 2026-01-31, or milliseconds since 1970";

    /// As long as samples are kept.
    ///
    /// @throws io.boson.server.http.ProblemException 400 that names every wrong parameter
    public static TimeRange ofSamples(@Nullable String start, @Nullable String end, Instant now) {
        List<Problem.Detail> wrong = new ArrayList<>();
        return sound(parse(start, end, now, HistoryQuery.SAMPLES_MAX, wrong), wrong);
    }

    /// As long as the log keeps anything.
    ///
    /// @throws io.boson.server.http.ProblemException 400 that names every wrong parameter
    public static TimeRange ofLog(@Nullable String from, @Nullable String to, Instant now) {
        List<Problem.Detail> wrong = new ArrayList<>();
        Names names = new Names("from", "to");
        return sound(parse(names, from, to, now, HistoryQuery.ROLLUPS_MAX, wrong), wrong);
    }

    private static TimeRange sound(TimeRange range, List<Problem.Detail> wrong) {
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong).asException();
        }
        return range;
    }

    /// What the parameters are called.
    private record Names(String from, String to) {}

    /// @param wrong takes what is wrong
    /// @param max how long it may be
    /// @return a harmless one where something is wrong
    static TimeRange parse(
            @Nullable String start,
            @Nullable String end,
            Instant now,
            Duration max,
            List<Problem.Detail> wrong) {
        return parse(new Names("startTime", "endTime"), start, end, now, max, wrong);
    }

    private static TimeRange parse(
            Names names,
            @Nullable String start,
            @Nullable String end,
            Instant now,
            Duration max,
            List<Problem.Detail> wrong) {
        Optional<Instant> from = read(names.from, start, wrong);
        Optional<Instant> to = read(names.to, end, wrong);
        Instant until = to.orElse(now);
        Instant since = from.orElse(until.minus(DEFAULT_LENGTH));
        if (!since.isBefore(until)) {
            wrong.add(new Problem.Detail(names.to, "must be after " + names.from));
        } else if (Duration.between(since, until).compareTo(max) > 0) {
            wrong.add(
                    new Problem.Detail(
                            names.to,
                            "must be at most %d days after %s here"
                                    .formatted(max.toDays(), names.from)));
        }
        return new TimeRange(since, until);
    }

    private static Optional<Instant> read(
            String field, @Nullable String text, List<Problem.Detail> wrong) {
        if (text == null) {
            return Optional.empty();
        }
        Optional<Instant> time = time(text);
        if (time.isEmpty()) {
            wrong.add(new Problem.Detail(field, MUST));
        }
        return time;
    }

    /// Empty where the text is no time. A date without a zone is one in UTC.
    public static Optional<Instant> time(String text) {
        return SPELLINGS.stream()
                .flatMap(spelling -> attempt(spelling, text))
                .filter(time -> !time.isBefore(MIN) && !time.isAfter(MAX))
                .findFirst();
    }

    private static Stream<Instant> attempt(Function<String, Instant> spelling, String text) {
        try {
            return Stream.of(spelling.apply(text));
        } catch (DateTimeException | NumberFormatException another) {
            return Stream.empty();
        }
    }
}
