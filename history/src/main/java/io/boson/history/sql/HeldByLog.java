package io.boson.history.sql;

import io.boson.events.log.LogExtent;
import java.util.Collection;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Which rows the log holds: a table that lives as long as the transaction.
public final class HeldByLog {

    /// Of a row `r` with these columns.
    static String holds(String topic, String partition, String offset) {
        return """
               EXISTS (SELECT 1 FROM held h WHERE h.topic = %s AND h.partition = r.%s
                       AND h.epoch = r.log_epoch AND r.%s >= h.first)
               """
                .formatted(topic, partition, offset);
    }

    private static final String MAKE =
            """
            CREATE TEMPORARY TABLE held (
                topic text, partition integer, epoch integer, first bigint,
                PRIMARY KEY (topic, partition)) ON COMMIT DROP
            """;

    private static final String FILL =
            """
            INSERT INTO held SELECT p.topic, p.partition, p.epoch, :first FROM log_position p
            WHERE p.topic = :topic AND p.partition = :partition
              AND (p.log = :log OR p.log = '')
            """;

    private static final String MOVE_BACK =
            """
            UPDATE log_position p SET next_offset = h.first FROM held h
            WHERE h.topic = p.topic AND h.partition = p.partition
            """;

    private HeldByLog() {}

    /// A partition whose rows are of another log is left out: they all stay.
    public static void make(Handle handle, Collection<LogExtent> log) {
        handle.execute(MAKE);
        try (PreparedBatch batch = handle.prepareBatch(FILL)) {
            for (LogExtent each : log) {
                batch.bind("topic", each.topic().shortName())
                        .bind("partition", each.partition())
                        .bind("log", each.log())
                        .bind("first", each.begin())
                        .add();
            }
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }

    public static void moveBack(Handle handle) {
        handle.execute(MOVE_BACK);
    }
}
