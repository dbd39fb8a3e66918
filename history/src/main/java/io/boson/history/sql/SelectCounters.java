package io.boson.history.sql;

import io.boson.events.node.NodeId;
import io.boson.events.node.RegistrationId;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample.WireGuard;
import io.boson.history.rollup.CounterState;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Handle;

/// Each node's last sample in log order, as far as it counts.
public final class SelectCounters {

    private static final String SQL =
            """
            SELECT node, registration, cumulative, packets_sent, packets_received, errors,
                   bytes_sent, bytes_received, latest
            FROM node_counter WHERE node = ANY(:nodes)
            """;

    private SelectCounters() {}

    public static Map<NodeId, NodeCounter> run(Handle handle, Collection<NodeId> nodes) {
        Map<NodeId, NodeCounter> counters = new HashMap<>();
        handle.createQuery(SQL)
                .bind("nodes", nodes.stream().map(NodeId::value).toArray(UUID[]::new))
                .map(
                        (row, _) ->
                                Map.entry(
                                        new NodeId(row.getObject(1, UUID.class)),
                                        new NodeCounter(
                                                new CounterState(
                                                        new RegistrationId(
                                                                row.getObject(2, UUID.class)),
                                                        row.getBoolean(3)
                                                                ? Counting.CUMULATIVE
                                                                : Counting.AMOUNTS,
                                                        new WireGuard(
                                                                row.getLong(4),
                                                                row.getLong(5),
                                                                row.getLong(6),
                                                                row.getLong(7),
                                                                row.getLong(8))),
                                                row.getObject(9, OffsetDateTime.class)
                                                        .toInstant())))
                .forEach(entry -> counters.put(entry.getKey(), entry.getValue()));
        return counters;
    }
}
