package io.boson.history.sql;

import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Says how far the log is written here, in the transaction that writes it.
public final class SavePositions {

    private static final String SQL =
            """
            INSERT INTO log_position (topic, partition, next_offset, log, epoch)
            VALUES (:topic, :partition, :next, :log, :epoch)
            ON CONFLICT (topic, partition) DO UPDATE SET
                next_offset = excluded.next_offset, log = excluded.log, epoch = excluded.epoch
            """;

    private SavePositions() {}

    public static void run(Handle handle, Collection<KeptPosition> positions) {
        try (PreparedBatch batch = handle.prepareBatch(SQL)) {
            for (KeptPosition each : positions) {
                batch.bind("topic", each.topic().shortName())
                        .bind("partition", each.partition())
                        .bind("next", each.next())
                        .bind("log", each.log())
                        .bind("epoch", each.epoch())
                        .add();
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }
}
