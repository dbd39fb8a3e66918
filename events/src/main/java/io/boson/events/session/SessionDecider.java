package io.boson.events.session;

import io.boson.events.Decision;
import java.time.Instant;
import java.util.Optional;

/// Every rule about what may happen to a session.
public final class SessionDecider {

    private SessionDecider() {}

    public static Decision<SessionEvent.OfSession> decide(
            Session session, SessionCommand command, Instant now) {
        return switch (command) {
            case SessionCommand.End(var reason) -> end(session, reason, now);
            case SessionCommand.Answer answer -> answer(session, answer, now);
            case SessionCommand.Expire() -> expire(session, now);
        };
    }

    private static Decision<SessionEvent.OfSession> end(
            Session session, SessionEvent.CloseReason reason, Instant now) {
        return switch (session) {
            case Session.Unknown() -> Decision.reject(SessionRejection.UNKNOWN_SESSION);
            case Session.Requested requested -> closed(requested.terms(), reason, now);
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
            Session session, SessionCommand.Answer answer, Instant now) {
        return switch (session) {
            case Session.Unknown() -> Decision.reject(SessionRejection.UNKNOWN_SESSION);
            case Session.Requested(var terms, var capacity, _, _) ->
                    Decision.accept(weigh(terms, capacity.newer(answer.known()), answer, now));
            case Session.Live _, Session.Ended _ -> Decision.nothing();
        };
    }

    /// What the client has already comes before what the node has room for.
    private static SessionEvent.OfSession weigh(
            SessionTerms asked, NodeCapacity capacity, SessionCommand.Answer answer, Instant now) {
        return refusal(capacity, answer)
                .<SessionEvent.OfSession>map(
                        reason ->
                                new SessionEvent.Refused(
                                        asked.sessionId(),
                                        asked.nodeId(),
                                        reason,
                                        reason == SessionRefusal.ALREADY_OPEN
                                                ? answer.held()
                                                : Optional.empty(),
                                        capacity,
                                        answer.openSessions(),
                                        now))
                .orElseGet(
                        () ->
                                new SessionEvent.Opened(
                                        asked.sessionId(),
                                        asked.nodeId(),
                                        capacity,
                                        answer.openSessions(),
                                        now));
    }

    private static Optional<SessionRefusal> refusal(
            NodeCapacity capacity, SessionCommand.Answer answer) {
        if (!capacity.present()) {
            return Optional.of(SessionRefusal.NODE_GONE);
        }
        if (answer.held().isPresent()) {
            return Optional.of(SessionRefusal.ALREADY_OPEN);
        }
        if (capacity.draining()) {
            return Optional.of(SessionRefusal.NODE_DRAINING);
        }
        return answer.openSessions() >= capacity.maxConnections()
                ? Optional.of(SessionRefusal.NODE_FULL)
                : Optional.empty();
    }

    private static Decision<SessionEvent.OfSession> expire(Session session, Instant now) {
        return switch (session) {
            case Session.Requested requested -> expireDue(session, requested.terms(), now);
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
