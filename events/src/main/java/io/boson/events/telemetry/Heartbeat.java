package io.boson.events.telemetry;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.node.NodeId;
import io.boson.events.node.RegistrationId;
import java.time.Instant;
import java.util.Optional;

/// A node said that it is there.
///
/// @param stated the status the node claims, where it claims one
/// @param registration the one its token was issued for
public record Heartbeat(
        NodeId nodeId,
        RegistrationId registration,
        Optional<NodeStatus> stated,
        Optional<HeartbeatMetrics> metrics,
        Instant at)
        implements Event {

    /// The worse of what the node states and what it measured.
    public NodeStatus status() {
        NodeStatus claimed = stated.orElse(NodeStatus.ONLINE);
        return metrics.map(HeartbeatMetrics::status).map(claimed::worse).orElse(claimed);
    }

    /// A degraded node stays so until it is clearly below the limits: one that hovers about them
    /// would else come and go with every heartbeat.
    public NodeStatus statusAfter(NodeStatus before) {
        boolean hovers =
                before == NodeStatus.DEGRADED && metrics.filter(m -> !m.isWell()).isPresent();
        return hovers ? status().worse(NodeStatus.DEGRADED) : status();
    }

    @Override
    public Topic topic() {
        return Topic.HEARTBEATS;
    }

    @Override
    public String key() {
        return nodeId.toString();
    }

    @Override
    public String subject() {
        return nodeId.toString();
    }
}
