package io.boson.history.sql;

import io.boson.events.node.NodeId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// A node's samples in order of time, a page at a time.
public final class SelectSamples {

    /// Before every sample of a moment.
    public static final UUID FIRST_ID = new UUID(0, 0);

    private static final String SQL =
            "SELECT "
                    + CopySamples.COLUMNS
                    + " FROM sample WHERE node = :node AND time >= :from AND time < :to"
                    + " AND (time, id) >= (:from, :id) ORDER BY time, id LIMIT :limit";

    private SelectSamples() {}

    /// @param from inclusive
    /// @param id of the first one wanted at `from`
    /// @param to exclusive
    public static List<SampleRow> run(
            Handle handle, NodeId node, Instant from, UUID id, Instant to, int limit) {
        return handle.createQuery(SQL)
                .bind("node", node.value())
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("id", id)
                .bind("to", to.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .map((row, _) -> SampleRows.read(row))
                .list();
    }
}
