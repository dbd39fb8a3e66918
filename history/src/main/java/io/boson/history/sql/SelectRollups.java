package io.boson.history.sql;

import io.boson.events.node.NodeId;
import io.boson.history.rollup.Level;
import io.boson.history.rollup.Summary;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Those of these roll-ups of one level that are there.
public final class SelectRollups {

    private SelectRollups() {}

    /// @param keys not empty, all of `level`
    public static Map<RollupKey, Summary> run(
            Handle handle, Level level, Collection<RollupKey> keys) {
        Instant from = keys.stream().map(RollupKey::start).min(Instant::compareTo).orElseThrow();
        Instant to = keys.stream().map(RollupKey::start).max(Instant::compareTo).orElseThrow();
        Map<RollupKey, Summary> found = new HashMap<>();
        handle.createQuery(sql(level))
                .bind("nodes", keys.stream().map(k -> k.node().value()).toArray(UUID[]::new))
                .bind("starts", keys.stream().map(k -> k.start().toString()).toArray(String[]::new))
                .bind("from", from.atOffset(ZoneOffset.UTC))
                .bind("to", to.atOffset(ZoneOffset.UTC))
                .map(
                        (row, _) ->
                                Map.entry(
                                        new RollupKey(
                                                new NodeId(row.getObject(1, UUID.class)),
                                                level,
                                                row.getObject(2, OffsetDateTime.class).toInstant()),
                                        RollupRows.read(row, 3)))
                .forEach(entry -> found.put(entry.getKey(), entry.getValue()));
        return found;
    }

    /// The bounds let PostgreSQL look into the pieces that matter, and no others.
    private static String sql(Level level) {
        return """
               SELECT r.node, r.start, %s
               FROM unnest(:nodes::uuid[], :starts::timestamptz[]) AS k (node, start)
               JOIN %s r ON r.node = k.node AND r.start = k.start
               WHERE r.start BETWEEN :from AND :to
               """
                .formatted(RollupRows.COLUMNS, RollupKey.table(level));
    }
}
