package io.boson.history.sql;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// How far the log is written here; held until the transaction ends, so that of several writers
/// each waits for the one before and then finds its work done. Readers do not wait.
public final class LockPositions {

    /// Rows that are not there yet cannot be locked one by one.
    private static final String SQL = "LOCK TABLE log_position IN SHARE ROW EXCLUSIVE MODE";

    private LockPositions() {}

    public static List<KeptPosition> run(Handle handle) {
        handle.execute(SQL);
        return SelectPositions.run(handle);
    }
}
