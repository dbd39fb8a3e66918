package io.boson.server.route;

import io.boson.projections.fleet.FleetNode;
import io.boson.projections.route.RouteRefusal;
import io.boson.projections.session.LiveSession;
import java.util.Map;
import java.util.UUID;

/// What became of a routing request.
sealed interface RouteOutcome {

    record Opened(LiveSession session, FleetNode node) implements RouteOutcome {}

    /// Nobody is there at all.
    record NoNodes() implements RouteOutcome {}

    /// Nodes are there, and none will do.
    ///
    /// @param decisionId under which the log explains it
    record NoRoute(Map<RouteRefusal, Integer> refused, UUID decisionId) implements RouteOutcome {

        public NoRoute {
            refused = Map.copyOf(refused);
        }
    }

    /// The arbiter did not answer in time, or too many ask at once.
    record NoAnswer() implements RouteOutcome {}
}
