package io.boson.events.telemetry;

/// What a heartbeat may measure.
///
/// @param latency milliseconds
/// @param jitter milliseconds
/// @param packetLoss percent, 0 to 100, as are the usages
/// @param bandwidthUp Mbit/s in use
public record HeartbeatMetrics(
        double latency,
        double jitter,
        double packetLoss,
        double cpuUsage,
        double memoryUsage,
        int activeConnections,
        double bandwidthUp,
        double bandwidthDown) {

    private static final double USAGE_DEGRADED_ABOVE = 90;
    private static final double LOSS_DEGRADED_ABOVE = 10;

    /// Below the limits by this much, a node is well again.
    private static final double WELL_BELOW = 0.9;

    /// The limits that existing operators know from the original server.
    public NodeStatus status() {
        return cpuUsage > USAGE_DEGRADED_ABOVE
                        || memoryUsage > USAGE_DEGRADED_ABOVE
                        || packetLoss > LOSS_DEGRADED_ABOVE
                ? NodeStatus.DEGRADED
                : NodeStatus.ONLINE;
    }

    /// Clearly below the limits: what hovers about them is not.
    public boolean isWell() {
        return cpuUsage <= USAGE_DEGRADED_ABOVE * WELL_BELOW
                && memoryUsage <= USAGE_DEGRADED_ABOVE * WELL_BELOW
                && packetLoss <= LOSS_DEGRADED_ABOVE * WELL_BELOW;
    }
}
