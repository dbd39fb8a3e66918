package io.boson.history.sql;

import io.boson.history.rollup.Level;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Takes out the roll-ups of whole days.
public final class ClearRollups {

    /// Where no sample is left, the end of the last day counts as the oldest one's time.
    private static final String OLDEST_SAMPLE =
            """
            SELECT oldest FROM
                (SELECT min(start) + interval '1 day' AS first_ends,
                        max(start) + interval '1 day' AS last_ends FROM rollup_day) d,
                LATERAL (SELECT coalesce(min(time), d.last_ends) AS oldest FROM sample) s
            WHERE oldest >= first_ends
            """;

    private ClearRollups() {}

    /// The oldest sample there is, where there are roll-ups of days before its.
    public static Optional<Instant> beforeSamples(Handle handle) {
        return handle.createQuery(OLDEST_SAMPLE)
                .map((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .findFirst();
    }

    /// @param day the first that is taken out
    public static void run(Handle handle, Instant day) {
        for (Level level : Level.values()) {
            handle.createUpdate("DELETE FROM " + RollupKey.table(level) + " WHERE start >= :day")
                    .bind("day", day.atOffset(ZoneOffset.UTC))
                    .execute();
        }
    }
}
