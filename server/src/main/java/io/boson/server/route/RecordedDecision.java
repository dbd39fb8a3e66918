package io.boson.server.route;

import io.boson.events.Event;
import io.boson.events.log.LogPosition;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.SessionEvent;
import io.boson.server.http.Access;
import java.time.Instant;
import java.util.Optional;

/// A decision as the log holds it.
///
/// @param access who may read it at all
record RecordedDecision(RoutingDecision decision, Instant at, LogPosition position, Access access) {

    /// A session's decision is for those whom the session concerns. Whoever was refused a route
    /// has no token, only the id of the decision, and whoever has that may read it.
    static Optional<RecordedDecision> of(Event event, LogPosition position) {
        return switch (event) {
            case SessionEvent.Requested(var asked, var at) ->
                    Optional.of(
                            new RecordedDecision(
                                    asked.decision().whole(),
                                    at,
                                    position,
                                    Access.READER
                                            .or(Access.session(asked.sessionId()))
                                            .or(Access.node(asked.nodeId()))));
            case SessionEvent.RouteRefused(_, _, var decision, var at) ->
                    Optional.of(new RecordedDecision(decision, at, position, Access.ANYONE));
            default -> Optional.empty();
        };
    }
}
