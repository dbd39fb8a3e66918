package io.boson.events.telemetry;

import java.time.Instant;
import java.util.OptionalLong;

/// What a node measured at one moment.
///
/// @param time the node's own where it is believable, else the server's
/// @param skewMillis how far the node's clock was ahead of the server's, where it named a time
/// @param counting how the numbers in `wireguard` count; `errors` is cumulative in either case
public record MetricSample(
        Instant time,
        OptionalLong skewMillis,
        Counting counting,
        Network network,
        Machine system,
        WireGuard wireguard,
        Connections connections) {

    /// Whole numbers go no further: the largest that every reader of JSON keeps exactly.
    public static final long AMOUNT_MAX = (1L << 53) - 1;

    /// @param latency milliseconds, as is jitter
    /// @param packetLoss percent, 0 to 100
    /// @param bandwidthUp Mbit/s in use, as is the other
    public record Network(
            double latency,
            double jitter,
            double packetLoss,
            double bandwidthUp,
            double bandwidthDown) {}

    /// @param cpuUsage percent, 0 to 100, as are the other usages
    public record Machine(
            double cpuUsage, double memoryUsage, double diskUsage, double loadAverage) {}

    public record WireGuard(
            long packetsSent,
            long packetsReceived,
            long errors,
            long bytesSent,
            long bytesReceived) {}

    /// @param active now; the others as the node counts them
    public record Connections(long active, long total, long failed) {}

    /// What a heartbeat would have said: what routing weighs.
    public HeartbeatMetrics load() {
        return new HeartbeatMetrics(
                network.latency,
                network.jitter,
                network.packetLoss,
                system.cpuUsage,
                system.memoryUsage,
                (int) Math.min(Integer.MAX_VALUE, connections.active),
                network.bandwidthUp,
                network.bandwidthDown);
    }
}
