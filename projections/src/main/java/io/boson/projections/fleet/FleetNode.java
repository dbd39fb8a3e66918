package io.boson.projections.fleet;

import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.session.Attachment;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.load.NodeLoad;
import io.boson.projections.load.SampledLoad;
import java.time.Instant;
import java.util.Optional;

/// A node with one component per source topic. They have no order among each other, so nothing
/// that depends on two of them is stored: it is computed here, by whoever reads.
///
/// @param node from `nodes`
/// @param load from `heartbeats`
/// @param sampled from `metrics`; empty where nothing was submitted
/// @param socket the node's own relay socket, from `sessions`
/// @param nodesOffset up to which `nodes` is folded here
public record FleetNode(
        Node node,
        NodeLoad load,
        Optional<SampledLoad> sampled,
        Attachment socket,
        long nodesOffset) {

    /// Of a node that submitted nothing.
    public FleetNode(Node node, NodeLoad load, Attachment socket, long nodesOffset) {
        this(node, load, Optional.empty(), socket, nodesOffset);
    }

    public static FleetNode unknown() {
        return new FleetNode(Node.unknown(), NodeLoad.NONE, Attachment.never(), -1);
    }

    /// Offline where silent; else what the latest heartbeat of this lifetime says.
    public NodeStatus status() {
        return node.present().map(this::status).orElse(NodeStatus.OFFLINE);
    }

    private NodeStatus status(Membership membership) {
        if (membership.isSilent(load.offset())) {
            return NodeStatus.OFFLINE;
        }
        return load.at().isBefore(membership.confirmedAt()) ? NodeStatus.ONLINE : load.status();
    }

    /// What was measured last in this lifetime, with a heartbeat or a sample. A sample counts for
    /// some minutes, for heartbeats need not measure anything.
    public Optional<HeartbeatMetrics> metrics(Membership membership) {
        Optional<HeartbeatMetrics> beaten =
                load.at().isBefore(membership.confirmedAt()) ? Optional.empty() : load.metrics();
        return sampled.filter(s -> !s.at().isBefore(membership.confirmedAt()))
                .filter(s -> s.isGoodAt(load.at()))
                .filter(s -> beaten.isEmpty() || s.at().isAfter(load.at()))
                .map(SampledLoad::metrics)
                .or(() -> beaten);
    }

    /// The latest sign of life; a registration is one.
    public Instant lastSeen(Membership membership) {
        return load.at().isBefore(membership.confirmedAt()) ? membership.confirmedAt() : load.at();
    }

    /// Worth a client's packets: registered, and neither silent nor gone.
    public boolean isActive() {
        return node.present().isPresent() && status() != NodeStatus.OFFLINE;
    }

    public boolean isDraining() {
        return node instanceof Node.Draining;
    }
}
