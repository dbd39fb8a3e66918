package io.boson.projections.route;

import io.boson.events.node.NodeId;
import io.boson.events.session.ClientId;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteRequirements;
import java.util.Set;

/// A client asks for a node.
///
/// @param client what is known of its NAT and its place
/// @param exclude nodes that already refused this very request
/// @param seed of every random draw
public record RouteRequest(
        ClientId clientId,
        RouteRequirements requirements,
        RouteClient client,
        Set<NodeId> exclude,
        long seed) {

    public RouteRequest {
        exclude = Set.copyOf(exclude);
    }
}
