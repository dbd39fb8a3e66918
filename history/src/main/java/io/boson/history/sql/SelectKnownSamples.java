package io.boson.history.sql;

import io.boson.events.node.NodeId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Which of these samples are there already.
public final class SelectKnownSamples {

    /// What makes a sample the same.
    public record Key(NodeId node, Instant time, UUID id) {

        public static Key of(SampleRow row) {
            return new Key(row.node(), row.sample().time(), row.id());
        }
    }

    /// The bounds let PostgreSQL look into the days that matter, and no others.
    private static final String SQL =
            """
            SELECT s.node, s.time, s.id
            FROM unnest(:nodes::uuid[], :times::timestamptz[], :ids::uuid[]) AS k (node, time, id)
            JOIN sample s ON s.node = k.node AND s.time = k.time AND s.id = k.id
            WHERE s.time BETWEEN :from AND :to
            """;

    private SelectKnownSamples() {}

    public static Set<Key> run(Handle handle, Collection<Key> keys) {
        if (keys.isEmpty()) {
            return Set.of();
        }
        Instant from = keys.stream().map(Key::time).min(Instant::compareTo).orElseThrow();
        Instant to = keys.stream().map(Key::time).max(Instant::compareTo).orElseThrow();
        return new HashSet<>(
                handle.createQuery(SQL)
                        .bind(
                                "nodes",
                                keys.stream().map(k -> k.node().value()).toArray(UUID[]::new))
                        .bind(
                                "times",
                                keys.stream().map(k -> k.time().toString()).toArray(String[]::new))
                        .bind("ids", keys.stream().map(Key::id).toArray(UUID[]::new))
                        .bind("from", from.atOffset(ZoneOffset.UTC))
                        .bind("to", to.atOffset(ZoneOffset.UTC))
                        .map(
                                (row, _) ->
                                        new Key(
                                                new NodeId(row.getObject(1, UUID.class)),
                                                row.getObject(2, OffsetDateTime.class).toInstant(),
                                                row.getObject(3, UUID.class)))
                        .list());
    }
}
