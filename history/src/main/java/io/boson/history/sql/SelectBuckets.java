package io.boson.history.sql;

import io.boson.events.node.NodeId;
import io.boson.history.rollup.Level;
import io.boson.history.rollup.Summary;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// A node's roll-ups of one level in order of time.
public final class SelectBuckets {

    /// One piece of time.
    public record Bucket(Instant start, Summary summary) {}

    private SelectBuckets() {}

    /// @param from inclusive, as the beginning of a piece
    /// @param to exclusive
    public static List<Bucket> run(
            Handle handle, NodeId node, Level level, Instant from, Instant to, int limit) {
        return handle.createQuery(sql(level))
                .bind("node", node.value())
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("to", to.atOffset(ZoneOffset.UTC))
                .bind("limit", limit)
                .map(
                        (row, _) ->
                                new Bucket(
                                        row.getObject(1, OffsetDateTime.class).toInstant(),
                                        RollupRows.read(row, 2)))
                .list();
    }

    private static String sql(Level level) {
        return "SELECT r.start, "
                + RollupRows.COLUMNS
                + " FROM "
                + RollupKey.table(level)
                + " r WHERE r.node = :node AND r.start >= :from AND r.start < :to"
                + " ORDER BY r.start LIMIT :limit";
    }
}
