package io.boson.projections.route;

import io.boson.events.session.RoutingDecision;
import io.boson.projections.fleet.FleetNode;
import java.util.Map;

/// What ranking came to. Either way the decision says why.
public sealed interface RouteChoice {

    RoutingDecision decision();

    record Chosen(FleetNode node, RoutingDecision decision) implements RouteChoice {}

    /// @param refused how many nodes were no candidates, by reason
    record NoCandidate(Map<RouteRefusal, Integer> refused, RoutingDecision decision)
            implements RouteChoice {

        public NoCandidate {
            refused = Map.copyOf(refused);
        }
    }
}
