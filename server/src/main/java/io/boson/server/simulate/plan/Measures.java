package io.boson.server.simulate.plan;

/// What a node says of itself with a heartbeat.
///
/// @param latency milliseconds, as is `jitter`
/// @param packetLoss percent, as are the usages
/// @param up Mbit/s in use, as is `down`
public record Measures(
        double latency,
        double jitter,
        double packetLoss,
        double cpuUsage,
        double memoryUsage,
        int activeConnections,
        double up,
        double down) {}
