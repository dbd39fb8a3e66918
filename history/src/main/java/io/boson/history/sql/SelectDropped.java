package io.boson.history.sql;

import io.boson.events.node.NodeId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Whether an hour is known as a whole alone: the minutes of its day were dropped.
public final class SelectDropped {

    private static final String SQL =
            """
            SELECT start FROM rollup_hour
            WHERE node = :node AND start = :hour AND to_regclass(:table) IS NULL
            """;

    private SelectDropped() {}

    /// @param table of the minutes of that day
    /// @return the hour, where that is so
    public static Optional<Instant> run(Handle handle, String table, NodeId node, Instant hour) {
        return handle.createQuery(SQL)
                .bind("node", node.value())
                .bind("hour", hour.atOffset(ZoneOffset.UTC))
                .bind("table", table)
                .map((row, _) -> row.getObject(1, OffsetDateTime.class).toInstant())
                .findFirst();
    }
}
