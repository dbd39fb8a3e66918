package io.boson.server.metrics;

import io.boson.history.rollup.Level;
import io.boson.history.sql.SelectSamples;
import io.boson.server.http.Cursor;
import io.boson.server.http.PageLimit;
import io.boson.server.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A question about a node's past.
///
/// @param level empty for the samples themselves
/// @param place where the page begins
record HistoryQuery(Optional<Level> level, TimeRange range, int limit, SamplePlace place) {

    static final Duration SAMPLES_MAX = Duration.ofDays(31);
    static final Duration ROLLUPS_MAX = Duration.ofDays(400);

    private static final String RAW = "raw";

    /// @throws io.boson.server.http.ProblemException 400 that names every wrong parameter
    static HistoryQuery parse(
            @Nullable String start,
            @Nullable String end,
            @Nullable String interval,
            @Nullable String limit,
            @Nullable String cursor,
            Instant now) {
        List<Problem.Detail> wrong = new ArrayList<>();
        Optional<Level> level = level(Optional.ofNullable(interval).orElse(RAW), wrong);
        boolean fine = level.isEmpty() || level.get() == Level.MINUTE;
        TimeRange range = TimeRange.parse(start, end, now, fine ? SAMPLES_MAX : ROLLUPS_MAX, wrong);
        int most = limit(limit, wrong);
        SamplePlace place =
                place(cursor, wrong).orElse(new SamplePlace(range.from(), SelectSamples.FIRST_ID));
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong).asException();
        }
        return new HistoryQuery(level, range, most, place);
    }

    private static Optional<Level> level(String text, List<Problem.Detail> wrong) {
        Optional<Level> level = Level.parse(text);
        if (level.isEmpty() && !text.equals(RAW)) {
            wrong.add(new Problem.Detail("interval", "must be raw, minute, hour or day"));
        }
        return level;
    }

    static int limit(@Nullable String text, List<Problem.Detail> wrong) {
        if (text == null) {
            return PageLimit.MAX;
        }
        Optional<Integer> limit = PageLimit.parse(text);
        if (limit.isEmpty()) {
            wrong.add(new Problem.Detail("limit", PageLimit.MUST));
        }
        return limit.orElse(PageLimit.MAX);
    }

    private static Optional<SamplePlace> place(
            @Nullable String cursor, List<Problem.Detail> wrong) {
        if (cursor == null) {
            return Optional.empty();
        }
        Optional<SamplePlace> place = Cursor.read(cursor).flatMap(SamplePlace::parse);
        if (place.isEmpty()) {
            wrong.add(new Problem.Detail("cursor", "must be a nextCursor of an answer"));
        }
        return place;
    }
}
