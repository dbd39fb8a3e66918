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
        return LoadMoves.isDue(since) || (LoadMoves.mayTell(since) && moved(told));
    }

    private boolean moved(NodeLoad told) {
        return (metrics.isEmpty() || told.metrics.isEmpty())
                ? metrics.isPresent() != told.metrics.isPresent()
                : LoadMoves.moved(told.metrics.get(), metrics.get());
    }
}
