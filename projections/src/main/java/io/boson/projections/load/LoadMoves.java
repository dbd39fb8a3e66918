package io.boson.projections.load;

import io.boson.events.telemetry.HeartbeatMetrics;
import java.time.Duration;
import java.time.Instant;

/// When a load has moved enough that readers should hear of it.
final class LoadMoves {

    /// Readers are told at least this often while measurements come.
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

    private LoadMoves() {}

    static boolean worthTelling(
            Instant toldAt, HeartbeatMetrics told, Instant at, HeartbeatMetrics now) {
        Duration since = Duration.between(toldAt, at);
        return isDue(since) || (mayTell(since) && moved(told, now));
    }

    static boolean isDue(Duration since) {
        return since.compareTo(TELL_EVERY) >= 0;
    }

    static boolean mayTell(Duration since) {
        return since.compareTo(TELL_AT_MOST_EVERY) >= 0;
    }

    static boolean moved(HeartbeatMetrics then, HeartbeatMetrics now) {
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
