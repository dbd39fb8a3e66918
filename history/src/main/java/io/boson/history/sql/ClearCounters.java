package io.boson.history.sql;

import org.jdbi.v3.core.Handle;

/// Puts the counters of those nodes whose samples were taken out back to their last sample that is
/// kept.
public final class ClearCounters {

    private static final String FORGET =
            "DELETE FROM node_counter c USING cleared_node n WHERE c.node = n.node";

    private static final String REMEMBER =
            """
            INSERT INTO node_counter (node, registration, cumulative, packets_sent,
                                      packets_received, errors, bytes_sent, bytes_received,
                                      latest)
            SELECT DISTINCT ON (s.node) s.node, s.registration, s.cumulative, s.packets_sent,
                   s.packets_received, s.errors, s.bytes_sent, s.bytes_received,
                   (SELECT max(l.time) FROM sample l WHERE l.node = s.node)
            FROM sample s JOIN cleared_node n ON n.node = s.node
            ORDER BY s.node, s.received DESC, s.log_offset DESC, s.log_index DESC
            """;

    private ClearCounters() {}

    public static void run(Handle handle) {
        handle.execute(FORGET);
        handle.execute(REMEMBER);
    }
}
