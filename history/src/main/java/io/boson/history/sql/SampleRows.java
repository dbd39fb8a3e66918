package io.boson.history.sql;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeId;
import io.boson.events.node.RegistrationId;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample;
import io.boson.history.rollup.Amounts;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.UUID;

/// Reads rows of [CopySamples#COLUMNS].
final class SampleRows {

    private SampleRows() {}

    static SampleRow read(ResultSet row) throws SQLException {
        return new SampleRow(
                new NodeId(row.getObject("node", UUID.class)),
                row.getObject("id", UUID.class),
                new RegistrationId(row.getObject("registration", UUID.class)),
                new LogPosition(
                        Topic.METRICS, row.getInt("log_partition"), row.getLong("log_offset")),
                row.getInt("log_epoch"),
                row.getInt("log_index"),
                time(row, "received"),
                sample(row),
                new Amounts(
                        row.getLong("more_packets_sent"),
                        row.getLong("more_packets_received"),
                        row.getLong("more_errors"),
                        row.getLong("more_bytes_sent"),
                        row.getLong("more_bytes_received")));
    }

    private static MetricSample sample(ResultSet row) throws SQLException {
        return new MetricSample(
                time(row, "time"),
                skew(row),
                row.getBoolean("cumulative") ? Counting.CUMULATIVE : Counting.AMOUNTS,
                new MetricSample.Network(
                        row.getDouble("latency"),
                        row.getDouble("jitter"),
                        row.getDouble("packet_loss"),
                        row.getDouble("bandwidth_up"),
                        row.getDouble("bandwidth_down")),
                new MetricSample.Machine(
                        row.getDouble("cpu_usage"),
                        row.getDouble("memory_usage"),
                        row.getDouble("disk_usage"),
                        row.getDouble("load_average")),
                new MetricSample.WireGuard(
                        row.getLong("packets_sent"),
                        row.getLong("packets_received"),
                        row.getLong("errors"),
                        row.getLong("bytes_sent"),
                        row.getLong("bytes_received")),
                new MetricSample.Connections(
                        row.getLong("connections_active"),
                        row.getLong("connections_total"),
                        row.getLong("connections_failed")));
    }

    private static OptionalLong skew(ResultSet row) throws SQLException {
        long millis = row.getLong("skew_millis");
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(millis);
    }

    private static Instant time(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
