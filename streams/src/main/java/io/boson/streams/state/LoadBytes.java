package io.boson.streams.state;

import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.load.NodeLoad;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.jspecify.annotations.Nullable;

/// A [LoadEntry] as bytes, by hand: it is read and written once per heartbeat.
///
/// ```
///   load, then told, each:
///   offset i64 | at (epoch ms) i64 | status u8 | has metrics u8 | 8 x f64, the sixth a count
/// ```
public final class LoadBytes {

    private static final int METRICS = 8;
    private static final int LOAD_BYTES = 8 + 8 + 1 + 1 + METRICS * Double.BYTES;

    private LoadBytes() {}

    public static Serde<LoadEntry> serde() {
        return Serdes.serdeFrom((_, entry) -> write(entry), (_, bytes) -> read(bytes));
    }

    private static byte @Nullable [] write(@Nullable LoadEntry entry) {
        if (entry == null) {
            return null;
        }
        ByteBuffer out = ByteBuffer.allocate(2 * LOAD_BYTES);
        put(out, entry.load());
        put(out, entry.told());
        return out.array();
    }

    private static @Nullable LoadEntry read(byte @Nullable [] bytes) {
        if (bytes == null) {
            return null;
        }
        ByteBuffer in = ByteBuffer.wrap(bytes);
        return new LoadEntry(load(in), load(in));
    }

    private static void put(ByteBuffer out, NodeLoad load) {
        out.putLong(load.offset()).putLong(load.at().toEpochMilli());
        out.put(code(load.status())).put((byte) (load.metrics().isPresent() ? 1 : 0));
        HeartbeatMetrics metrics =
                load.metrics().orElse(new HeartbeatMetrics(0, 0, 0, 0, 0, 0, 0, 0));
        out.putDouble(metrics.latency()).putDouble(metrics.jitter());
        out.putDouble(metrics.packetLoss()).putDouble(metrics.cpuUsage());
        out.putDouble(metrics.memoryUsage()).putDouble(metrics.activeConnections());
        out.putDouble(metrics.bandwidthUp()).putDouble(metrics.bandwidthDown());
    }

    private static NodeLoad load(ByteBuffer in) {
        long offset = in.getLong();
        Instant at = Instant.ofEpochMilli(in.getLong());
        NodeStatus status = status(in.get());
        boolean hasMetrics = in.get() == 1;
        HeartbeatMetrics metrics =
                new HeartbeatMetrics(
                        in.getDouble(),
                        in.getDouble(),
                        in.getDouble(),
                        in.getDouble(),
                        in.getDouble(),
                        (int) in.getDouble(),
                        in.getDouble(),
                        in.getDouble());
        return new NodeLoad(
                offset, at, status, hasMetrics ? Optional.of(metrics) : Optional.empty());
    }

    private static byte code(NodeStatus status) {
        return switch (status) {
            case ONLINE -> 0;
            case DEGRADED -> 1;
            case OFFLINE -> 2;
        };
    }

    private static NodeStatus status(byte code) {
        return switch (code) {
            case 0 -> NodeStatus.ONLINE;
            case 1 -> NodeStatus.DEGRADED;
            default -> NodeStatus.OFFLINE;
        };
    }
}
