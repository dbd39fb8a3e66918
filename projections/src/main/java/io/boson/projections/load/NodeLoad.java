package io.boson.projections.load;

import io.boson.events.node.NodeEvent;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The latest heartbeat of a node, folded from topic `heartbeats`.
///
/// @param offset of that heartbeat, or [NodeEvent#NO_HEARTBEAT]
/// @param at when the log received it
public record NodeLoad(
        long offset, Instant at, NodeStatus status, Optional<HeartbeatMetrics> metrics) {

    public static final NodeLoad NONE =
            new NodeLoad(
                    NodeEvent.NO_HEARTBEAT, Instant.EPOCH, NodeStatus.ONLINE, Optional.empty());

    /// Readers are told at least this often while heartbeats come.
    static final Duration TELL_EVERY = Duration.ofSeconds(30);

    /// And at most this often when the load moves.
    static final Duration TELL_AT_MOST_EVERY = Duration.ofSeconds(1);

    /// Noise of 5 % either way makes two heartbeats differ by a tenth: that is no move.
    private static final double MOVED_SHARE = 0.125;

    /// Nor is less than this, however large a share it is.
    private static final double MOVED_MILLIS = 5;

    private static final double MOVED_LOSS_POINTS = 1;
    private static final double MOVED_USAGE_POINTS = 5;
    private static final double MOVED_MBITS = 1;
    private static final double MOVED_CONNECTIONS = 2;

    /// The fold. A heartbeat that was folded before changes nothing.
    public NodeLoad evolve(Heartbeat heartbeat, long heartbeatOffset, Instant receivedAt) {
        return heartbeatOffset <= offset
                ? this
                : new NodeLoad(
                        heartbeatOffset,
                        receivedAt,
                        heartbeat.statusAfter(status),
                        heartbeat.metrics());
    }

    /// Whether readers should hear of this load, when what they last heard is `told`. Keeps a
    /// heartbeat every few seconds from becoming a fleet update every few seconds.
    public boolean worthTelling(NodeLoad told) {
        if (told.offset == NodeEvent.NO_HEARTBEAT || status != told.status) {
            return true;
        }
        Duration since = Duration.between(told.at, at);
        return since.compareTo(TELL_EVERY) >= 0
                || (since.compareTo(TELL_AT_MOST_EVERY) >= 0 && moved(told));
    }

    private boolean moved(NodeLoad told) {
        if (metrics.isEmpty() || told.metrics.isEmpty()) {
            return metrics.isPresent() != told.metrics.isPresent();
        }
        HeartbeatMetrics now = metrics.get();
        HeartbeatMetrics then = told.metrics.get();
        return moved(now.latency(), then.latency(), MOVED_MILLIS)
                || moved(now.jitter(), then.jitter(), MOVED_MILLIS)
                || moved(now.packetLoss(), then.packetLoss(), MOVED_LOSS_POINTS)
                || moved(now.cpuUsage(), then.cpuUsage(), MOVED_USAGE_POINTS)
                || moved(now.memoryUsage(), then.memoryUsage(), MOVED_USAGE_POINTS)
                || moved(now.bandwidthUp(), then.bandwidthUp(), MOVED_MBITS)
                || moved(now.bandwidthDown(), then.bandwidthDown(), MOVED_MBITS)
                || moved(now.activeConnections(), then.activeConnections(), MOVED_CONNECTIONS);
    }

    private static boolean moved(double now, double then, double least) {
        double change = Math.abs(now - then);
        return change >= least && change >= MOVED_SHARE * Math.max(now, then);
    }
}
