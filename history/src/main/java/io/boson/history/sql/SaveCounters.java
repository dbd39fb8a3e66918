package io.boson.history.sql;

import io.boson.events.node.NodeId;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample.WireGuard;
import io.boson.history.rollup.CounterState;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/// Keeps what the next sample of each node is reckoned from: those of all nodes in one statement,
/// from a table that lives as long as the transaction.
public final class SaveCounters {

    private static final String MAKE =
            """
            CREATE TEMPORARY TABLE IF NOT EXISTS node_counter_new (LIKE node_counter)
            ON COMMIT DELETE ROWS
            """;

    private static final String COLUMNS =
            "node, registration, cumulative, packets_sent, packets_received, errors, bytes_sent,"
                    + " bytes_received, latest";

    private static final String SQL =
            """
            INSERT INTO node_counter (%s) SELECT %s FROM node_counter_new
            ON CONFLICT (node) DO UPDATE SET
                registration = excluded.registration, cumulative = excluded.cumulative,
                packets_sent = excluded.packets_sent,
                packets_received = excluded.packets_received, errors = excluded.errors,
                bytes_sent = excluded.bytes_sent, bytes_received = excluded.bytes_received,
                latest = greatest(node_counter.latest, excluded.latest)
            """
                    .formatted(COLUMNS, COLUMNS);

    private SaveCounters() {}

    /// Once in a transaction.
    public static void run(Handle handle, Map<NodeId, NodeCounter> counters) {
        if (counters.isEmpty()) {
            return;
        }
        handle.execute(MAKE);
        CopyRows copy = new CopyRows(COLUMNS.split(",").length);
        counters.forEach((node, counter) -> write(copy, node, counter));
        copy.copyInto(handle, "node_counter_new (" + COLUMNS + ")");
        handle.execute(SQL);
    }

    private static void write(CopyRows copy, NodeId node, NodeCounter counter) {
        CounterState state = counter.state();
        WireGuard last = state.last();
        copy.row()
                .field(node.value())
                .field(state.registration().value())
                .field(state.counting() == Counting.CUMULATIVE)
                .field(last.packetsSent())
                .field(last.packetsReceived())
                .field(last.errors())
                .field(last.bytesSent())
                .field(last.bytesReceived())
                .field(counter.latest());
    }
}
