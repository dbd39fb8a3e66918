package io.boson.history.sql;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// How far the log is written here.
public final class SelectPositions {

    private static final String SQL = "SELECT topic, partition, next_offset FROM log_position";

    private SelectPositions() {}

    public static List<LogPosition> run(Handle handle) {
        return handle.createQuery(SQL)
                .map(
                        (row, _) ->
                                new LogPosition(
                                        Topic.parse(row.getString(1)).orElseThrow(),
                                        row.getInt(2),
                                        row.getLong(3)))
                .list();
    }
}
