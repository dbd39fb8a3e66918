package io.boson.history.sql;

import io.boson.history.rollup.Level;
import io.boson.history.rollup.Summary;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Writes roll-ups of one level, in place of those that are there. They come in by COPY, into a
/// table that lives as long as the transaction.
public final class SaveRollups {

    private static final String MAKE =
            """
            CREATE TEMPORARY TABLE IF NOT EXISTS rollup_new (LIKE rollup_day INCLUDING DEFAULTS)
            ON COMMIT DELETE ROWS
            """;

    private static final String SQL =
            """
             SELECT * FROM rollup_new
            ON CONFLICT (node, start) DO UPDATE SET
                samples = excluded.samples, sums = excluded.sums, mins = excluded.mins,
                maxs = excluded.maxs, totals = excluded.totals, sketches = excluded.sketches
            """;

    private SaveRollups() {}

    public static void run(Handle handle, Level level, Map<RollupKey, Summary> rollups) {
        if (rollups.isEmpty()) {
            return;
        }
        handle.execute(MAKE);
        handle.execute("TRUNCATE rollup_new");
        CopyRollups.into(handle, "rollup_new", rollups);
        handle.execute("INSERT INTO " + RollupKey.table(level) + SQL);
    }
}
