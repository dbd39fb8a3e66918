package io.boson.events.session;

import io.boson.events.Decision;
import java.time.Instant;

/// Every rule about what may happen to a session.
public final class SessionDecider {

    private SessionDecider() {}

    public static Decision<SessionEvent.OfSession> decide(
            Session session, SessionCommand command, Instant now) {
        return switch (command) {
            case SessionCommand.End(var reason) -> end(session, reason, now);
            case SessionCommand.Answer(var known, int open) -> answer(session, known, open, now);
            case SessionCommand.Expire() -> expire(session, now);
        };
    }

    private static Decision<SessionEvent.OfSession> end(
            Session session, SessionEvent.CloseReason reason, Instant now) {
        return switch (session) {
            case Session.Unknown() -> Decision.reject(SessionRejection.UNKNOWN_SESSION);
            case Session.Requested(var request, _) -> closed(request.terms(), reason, now);
            case Session.Live(var terms, _, _) -> closed(terms, reason, now);
            case Session.Ended _ -> Decision.nothing(); // asked twice: already true
        };
    }

    private static Decision<SessionEvent.OfSession> closed(
            SessionTerms terms, SessionEvent.CloseReason reason, Instant now) {
        return Decision.accept(
                new SessionEvent.Closed(terms.sessionId(), terms.nodeId(), reason, now));
    }

    /// Only an unanswered request is answered; whoever asks again gets the first answer.
    private static Decision<SessionEvent.OfSession> answer(
            Session session, NodeCapacity known, int openSessions, Instant now) {
        return switch (session) {
            case Session.Unknown() -> Decision.reject(SessionRejection.UNKNOWN_SESSION);
            case Session.Requested(var request, _) ->
                    Decision.accept(
                            weigh(request, request.capacity().newer(known), openSessions, now));
            case Session.Live _, Session.Ended _ -> Decision.nothing();
        };
    }

    private static SessionEvent.OfSession weigh(
            SessionRequest request, NodeCapacity capacity, int openSessions, Instant now) {
        if (!capacity.present()) {
            return refused(request, SessionRefusal.NODE_GONE, capacity, openSessions, now);
        }
        if (capacity.draining()) {
            return refused(request, SessionRefusal.NODE_DRAINING, capacity, openSessions, now);
        }
        if (openSessions >= capacity.maxConnections()) {
            return refused(request, SessionRefusal.NODE_FULL, capacity, openSessions, now);
        }
        return new SessionEvent.Opened(
                request.sessionId(), request.nodeId(), capacity, openSessions, now);
    }

    private static SessionEvent.OfSession refused(
            SessionRequest request,
            SessionRefusal reason,
            NodeCapacity capacity,
            int openSessions,
            Instant now) {
        return new SessionEvent.Refused(
                request.sessionId(), request.nodeId(), reason, capacity, openSessions, now);
    }

    private static Decision<SessionEvent.OfSession> expire(Session session, Instant now) {
        return switch (session) {
            case Session.Requested(var request, _) -> expireDue(session, request.terms(), now);
            case Session.Live(var terms, _, _) -> expireDue(session, terms, now);
            case Session.Unknown(), Session.Ended _ -> Decision.nothing();
        };
    }

    private static Decision<SessionEvent.OfSession> expireDue(
            Session session, SessionTerms terms, Instant now) {
        return now.isBefore(session.expiresAt())
                ? Decision.nothing()
                : Decision.accept(new SessionEvent.Expired(terms.sessionId(), terms.nodeId(), now));
    }
}
