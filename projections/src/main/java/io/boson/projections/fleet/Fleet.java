package io.boson.projections.fleet;

import io.boson.events.node.Node;
import io.boson.events.node.NodeId;
import io.boson.events.node.Nodes;

/// The fleet as far as this instance has folded the log. Local and immediate.
public interface Fleet extends Nodes {

    FleetIndex snapshot();

    @Override
    default Node find(NodeId id) {
        return snapshot().find(id).map(FleetNode::node).orElseGet(Node::unknown);
    }
}
