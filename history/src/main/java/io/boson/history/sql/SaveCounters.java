package io.boson.history.sql;

import io.boson.events.node.NodeId;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample.WireGuard;
import io.boson.history.rollup.CounterState;
import java.time.ZoneOffset;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/// Keeps what the next sample of each node is reckoned from.
public final class SaveCounters {

    private static final String SQL =
            """
            INSERT INTO node_counter (node, registration, cumulative, packets_sent,
                                      packets_received, errors, bytes_sent, bytes_received,
                                      latest)
            VALUES (:node, :registration, :cumulative, :packetsSent, :packetsReceived, :errors,
                    :bytesSent, :bytesReceived, :latest)
            ON CONFLICT (node) DO UPDATE SET
                registration = excluded.registration, cumulative = excluded.cumulative,
                packets_sent = excluded.packets_sent,
                packets_received = excluded.packets_received, errors = excluded.errors,
                bytes_sent = excluded.bytes_sent, bytes_received = excluded.bytes_received,
                latest = greatest(node_counter.latest, excluded.latest)
            """;

    private SaveCounters() {}

    public static void run(Handle handle, Map<NodeId, NodeCounter> counters) {
        try (PreparedBatch batch = handle.prepareBatch(SQL)) {
            counters.forEach(
                    (node, counter) -> {
                        CounterState state = counter.state();
                        WireGuard last = state.last();
                        batch.bind("node", node.value())
                                .bind("registration", state.registration().value())
                                .bind("cumulative", state.counting() == Counting.CUMULATIVE)
                                .bind("packetsSent", last.packetsSent())
                                .bind("packetsReceived", last.packetsReceived())
                                .bind("errors", last.errors())
                                .bind("bytesSent", last.bytesSent())
                                .bind("bytesReceived", last.bytesReceived())
                                .bind("latest", counter.latest().atOffset(ZoneOffset.UTC))
                                .add();
                    });
            if (batch.size() > 0) {
                batch.execute();
            }
        }
    }
}
