package io.boson.projections.fleet;

import io.boson.events.log.LogPosition;
import io.boson.events.node.Node;
import io.boson.events.node.NodeId;
import io.boson.events.node.Nodes;
import java.time.Duration;

/// The fleet as far as this instance has folded the log. Local and immediate.
public interface Fleet extends Nodes {

    FleetIndex snapshot();

    /// Waits until the snapshot shows what the log held at `position` of topic `nodes`; false where
    /// that took longer than `timeout`.
    boolean await(LogPosition position, Duration timeout);

    @Override
    default Node find(NodeId id) {
        return snapshot().find(id).map(FleetNode::node).orElseGet(Node::unknown);
    }
}
