package io.boson.history.sql;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Samples of all nodes, a page at a time.
public final class SelectKeptSamples {

    private static final String SQL =
            "SELECT "
                    + CopySamples.COLUMNS
                    + " FROM sample WHERE time >= :from AND (node, time, id) > (:node, :time, :id)"
                    + " ORDER BY node, time, id LIMIT :limit";

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private SelectKeptSamples() {}

    /// @param after the last one of the page before
    public static List<SampleRow> run(
            Handle handle, Instant from, Optional<SampleRow> after, int limit) {
        return handle.createQuery(SQL)
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("node", after.map(row -> row.node().value()).orElse(BEFORE_ALL))
                .bind(
                        "time",
                        after.map(row -> row.sample().time())
                                .orElse(Instant.EPOCH)
                                .atOffset(ZoneOffset.UTC))
                .bind("id", after.map(SampleRow::id).orElse(BEFORE_ALL))
                .bind("limit", limit)
                .map((row, _) -> SampleRows.read(row))
                .list();
    }
}
