package io.boson.streams.state;

import io.boson.events.session.Session;
import io.boson.events.session.SessionEvent;
import java.util.Optional;

/// What the arbiter keeps of a session.
///
/// @param session as the log tells it, and nothing else
/// @param offset it is folded up to
/// @param requestedAtMillis the broker's time of the request
/// @param requestId id of the request's event
/// @param correlationId of the request
/// @param tentative the arbiter's own outcome while the log does not show one yet; kept so that a
///     restart says the same again
public record ArbiterEntry(
        Session session,
        long offset,
        long requestedAtMillis,
        String requestId,
        String correlationId,
        Optional<SessionEvent.OfSession> tentative) {

    public ArbiterEntry evolve(SessionEvent.OfSession event, long eventOffset) {
        if (eventOffset <= offset) {
            return this;
        }
        Session next = session.evolve(event);
        boolean answered = !(next instanceof Session.Requested);
        return new ArbiterEntry(
                next,
                eventOffset,
                requestedAtMillis,
                requestId,
                correlationId,
                answered ? Optional.empty() : tentative);
    }

    public ArbiterEntry withTentative(SessionEvent.OfSession outcome) {
        return new ArbiterEntry(
                session, offset, requestedAtMillis, requestId, correlationId, Optional.of(outcome));
    }

    /// Whether it takes one of the node's places.
    public boolean isOpen() {
        return session instanceof Session.Live
                || (session instanceof Session.Requested
                        && tentative.filter(o -> o instanceof SessionEvent.Opened).isPresent());
    }
}
