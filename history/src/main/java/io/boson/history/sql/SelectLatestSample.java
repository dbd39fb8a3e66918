package io.boson.history.sql;

import io.boson.events.node.NodeId;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// A node's latest sample by its time; of equals the one that stands later in the log.
public final class SelectLatestSample {

    private static final String SQL =
            "SELECT "
                    + CopySamples.COLUMNS
                    + " FROM sample WHERE node = :node AND time = (SELECT max(time) FROM sample"
                    + " WHERE node = :node) ORDER BY received DESC, log_offset DESC, log_index DESC"
                    + " LIMIT 1";

    private SelectLatestSample() {}

    public static Optional<SampleRow> run(Handle handle, NodeId node) {
        return handle.createQuery(SQL)
                .bind("node", node.value())
                .map((row, _) -> SampleRows.read(row))
                .findFirst();
    }
}
