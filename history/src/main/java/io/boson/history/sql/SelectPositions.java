package io.boson.history.sql;

import io.boson.events.Topic;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// How far the log is written here.
public final class SelectPositions {

    private static final String SQL =
            "SELECT topic, partition, next_offset, log, epoch FROM log_position";

    private SelectPositions() {}

    public static List<KeptPosition> run(Handle handle) {
        return handle.createQuery(SQL)
                .map(
                        (row, _) ->
                                new KeptPosition(
                                        Topic.parse(row.getString(1)).orElseThrow(),
                                        row.getInt(2),
                                        row.getLong(3),
                                        row.getString(4),
                                        row.getInt(5)))
                .list();
    }
}
