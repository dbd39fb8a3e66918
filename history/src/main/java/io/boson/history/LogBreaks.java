package io.boson.history;

import io.boson.history.Continuation.Kind;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Keeps where log and history did not meet, and says the latest in one sentence.
final class LogBreaks {

    private static final String SAVE =
            """
            INSERT INTO log_break (noticed, topic, partition, kind, written, goes_on)
            VALUES (now(), :topic, :partition, :kind, :written, :next)
            """;

    private static final String LATEST =
            """
            SELECT noticed, kind, topic FROM log_break
            WHERE noticed = (SELECT max(noticed) FROM log_break)
            """;

    private LogBreaks() {}

    static void save(Handle handle, Collection<Continuation> continuations) {
        try (PreparedBatch batch = handle.prepareBatch(SAVE)) {
            for (Continuation each : continuations) {
                batch.bind("topic", each.position().topic().shortName())
                        .bind("partition", each.position().partition())
                        .bind("kind", each.kind().name())
                        .bind("written", each.written())
                        .bind("next", each.position().next())
                        .add();
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    private record Row(OffsetDateTime noticed, Kind kind, String topic) {}

    static Optional<LogBreak> latest(Handle handle) {
        List<Row> rows =
                handle.createQuery(LATEST)
                        .map(
                                (row, _) ->
                                        new Row(
                                                row.getObject(1, OffsetDateTime.class),
                                                Kind.valueOf(row.getString(2)),
                                                row.getString(3)))
                        .list();
        Map<Kind, Set<String>> topics = new EnumMap<>(Kind.class);
        rows.forEach(row -> topics.computeIfAbsent(row.kind, _ -> new TreeSet<>()).add(row.topic));
        return rows.stream()
                .max(Comparator.comparing(Row::noticed))
                .map(row -> new LogBreak(row.noticed.toInstant(), text(topics)));
    }

    private static String text(Map<Kind, Set<String>> topics) {
        return Arrays.stream(Kind.values())
                .filter(topics::containsKey)
                .map(
                        kind ->
                                "the log of %s %s"
                                        .formatted(
                                                String.join(", ", topics.get(kind)), kind.text()))
                .collect(
                        Collectors.joining(
                                "; ",
                                "",
                                "; the history keeps what it has and goes on from there"));
    }
}
