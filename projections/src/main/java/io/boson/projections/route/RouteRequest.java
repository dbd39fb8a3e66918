package io.boson.projections.route;

import io.boson.events.node.NodeId;
import io.boson.events.session.ClientId;
import io.boson.events.session.RouteRequirements;
import java.util.Set;

/// A client asks for a node.
///
/// @param exclude nodes that already refused this very request
/// @param seed decides among equals
public record RouteRequest(
        ClientId clientId, RouteRequirements requirements, Set<NodeId> exclude, long seed) {

    public RouteRequest {
        exclude = Set.copyOf(exclude);
    }
}
