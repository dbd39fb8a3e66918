package io.boson.events.session;

/// What somebody knew of a node's room when a session was asked for or answered.
///
/// @param present whether the node was registered
/// @param nodesOffset offset in topic `nodes` up to which that is true; the newer knowledge wins
public record NodeCapacity(
        boolean present, int maxConnections, boolean draining, long nodesOffset) {

    public NodeCapacity newer(NodeCapacity other) {
        return other.nodesOffset > nodesOffset ? other : this;
    }
}
