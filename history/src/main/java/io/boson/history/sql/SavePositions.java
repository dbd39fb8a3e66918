package io.boson.history.sql;

import io.boson.events.log.LogPosition;
import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Says how far the log is written here, in the transaction that writes it.
public final class SavePositions {

    private static final String SQL =
            """
            INSERT INTO log_position (topic, partition, next_offset)
            VALUES (:topic, :partition, :offset)
            ON CONFLICT (topic, partition) DO UPDATE SET next_offset = excluded.next_offset
            """;

    private SavePositions() {}

    public static void run(Handle handle, Collection<LogPosition> next) {
        try (PreparedBatch batch = handle.prepareBatch(SQL)) {
            for (LogPosition each : next) {
                batch.bind("topic", each.topic().shortName())
                        .bind("partition", each.partition())
                        .bind("offset", each.offset())
                        .add();
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }
}
