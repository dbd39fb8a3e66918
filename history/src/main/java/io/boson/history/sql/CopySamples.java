package io.boson.history.sql;

import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample;
import java.util.List;
import org.jdbi.v3.core.Handle;

/// Writes samples, all of them new.
public final class CopySamples {

    static final String COLUMNS =
            "node, time, id, registration, log_epoch, log_partition, log_offset,"
                    + " log_index, received, skew_millis, cumulative, latency, jitter,"
                    + " packet_loss, bandwidth_up, bandwidth_down, cpu_usage, memory_usage,"
                    + " disk_usage, load_average, packets_sent, packets_received, errors,"
                    + " bytes_sent, bytes_received, connections_active, connections_total,"
                    + " connections_failed, more_packets_sent, more_packets_received,"
                    + " more_errors, more_bytes_sent, more_bytes_received";

    private CopySamples() {}

    public static void run(Handle handle, List<SampleRow> rows) {
        CopyRows copy = new CopyRows(COLUMNS.split(",").length);
        rows.forEach(row -> write(copy, row));
        copy.copyInto(handle, "sample (" + COLUMNS + ")");
    }

    private static void write(CopyRows copy, SampleRow row) {
        MetricSample sample = row.sample();
        copy.row()
                .field(row.node().value())
                .field(sample.time())
                .field(row.id())
                .field(row.registration().value())
                .field(row.epoch())
                .field(row.position().partition())
                .field(row.position().offset())
                .field(row.index())
                .field(row.received())
                .field(sample.skewMillis())
                .field(sample.counting() == Counting.CUMULATIVE)
                .field(sample.network().latency())
                .field(sample.network().jitter())
                .field(sample.network().packetLoss())
                .field(sample.network().bandwidthUp())
                .field(sample.network().bandwidthDown())
                .field(sample.system().cpuUsage())
                .field(sample.system().memoryUsage())
                .field(sample.system().diskUsage())
                .field(sample.system().loadAverage())
                .field(sample.wireguard().packetsSent())
                .field(sample.wireguard().packetsReceived())
                .field(sample.wireguard().errors())
                .field(sample.wireguard().bytesSent())
                .field(sample.wireguard().bytesReceived())
                .field(sample.connections().active())
                .field(sample.connections().total())
                .field(sample.connections().failed())
                .field(row.amounts().packetsSent())
                .field(row.amounts().packetsReceived())
                .field(row.amounts().errors())
                .field(row.amounts().bytesSent())
                .field(row.amounts().bytesReceived());
    }
}
