package io.boson.history.sql;

import org.jdbi.v3.core.Handle;

/// Takes out the facts of the audit trail that the log holds.
public final class ClearFacts {

    private static final String SQL =
            "DELETE FROM audit r WHERE " + HeldByLog.holds("r.topic", "partition", "\"offset\"");

    private ClearFacts() {}

    /// How many were taken out, how many stay.
    public record Outcome(long cleared, long kept) {}

    public static Outcome run(Handle handle) {
        long cleared = handle.createUpdate(SQL).execute();
        long kept = handle.createQuery("SELECT count(*) FROM audit").mapTo(Long.class).one();
        return new Outcome(cleared, kept);
    }
}
