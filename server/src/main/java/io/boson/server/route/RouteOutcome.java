package io.boson.server.route;

import io.boson.projections.fleet.FleetNode;
import io.boson.projections.route.RouteRefusal;
import io.boson.projections.session.LiveSession;
import java.util.Map;

/// What became of a routing request.
sealed interface RouteOutcome {

    record Opened(LiveSession session, FleetNode node) implements RouteOutcome {}

    /// Nobody is there at all.
    record NoNodes() implements RouteOutcome {}

    /// Nodes are there, and none will do.
    record NoRoute(Map<RouteRefusal, Integer> refused) implements RouteOutcome {}

    /// The arbiter did not answer in time.
    record NoAnswer() implements RouteOutcome {}
}
