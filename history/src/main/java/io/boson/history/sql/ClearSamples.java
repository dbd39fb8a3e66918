package io.boson.history.sql;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Takes out the samples that the log holds; days of which nothing stays are emptied at once.
/// Remembers whose they were.
public final class ClearSamples {

    private static final String HELD = HeldByLog.holds("'metrics'", "log_partition", "log_offset");

    private static final String NODES =
            "CREATE TEMPORARY TABLE cleared_node ON COMMIT DROP AS SELECT DISTINCT r.node"
                    + " FROM sample r WHERE "
                    + HELD;

    private ClearSamples() {}

    /// How many were taken out, how many stay.
    public record Outcome(long cleared, long kept) {}

    /// @param days the tables of the days
    public static Outcome run(Handle handle, List<String> days) {
        handle.execute(NODES);
        long cleared = 0;
        long kept = 0;
        for (String day : days) {
            Outcome count =
                    handle.createQuery(
                                    "SELECT count(*) FILTER (WHERE held),"
                                            + " count(*) FILTER (WHERE NOT held) FROM (SELECT "
                                            + HELD
                                            + " AS held FROM "
                                            + day
                                            + " r) s")
                            .map((row, _) -> new Outcome(row.getLong(1), row.getLong(2)))
                            .one();
            if (count.kept == 0) {
                handle.execute("TRUNCATE " + day);
            } else if (count.cleared > 0) {
                handle.execute("DELETE FROM " + day + " r WHERE " + HELD);
            }
            cleared += count.cleared;
            kept += count.kept;
        }
        return new Outcome(cleared, kept);
    }
}
