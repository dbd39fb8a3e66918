package io.boson.history.sql;

import io.boson.events.Topic;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Sets apart the rows of records that the log has lost: their places are given to others.
public final class LeaveOrphans {

    private static final String NO_LIMIT = "SET LOCAL statement_timeout = 0";

    private static final String SAMPLES =
            """
            UPDATE sample SET log_epoch = -1
            WHERE log_partition = :partition AND log_epoch = :epoch AND log_offset >= :next
            """;

    private static final String FACTS =
            """
            UPDATE audit SET log_epoch = -1
            WHERE topic = :topic AND partition = :partition AND log_epoch = :epoch
              AND "offset" >= :next
            """;

    private LeaveOrphans() {}

    /// @param end of the log: where it goes on
    public static void run(Handle handle, KeptPosition end) {
        handle.execute(NO_LIMIT);
        List<String> tables =
                end.topic() == Topic.METRICS ? List.of(SAMPLES, FACTS) : List.of(FACTS);
        for (String sql : tables) {
            handle.createUpdate(sql)
                    .bind("topic", end.topic().shortName())
                    .bind("partition", end.partition())
                    .bind("epoch", end.epoch())
                    .bind("next", end.next())
                    .execute();
        }
    }
}
