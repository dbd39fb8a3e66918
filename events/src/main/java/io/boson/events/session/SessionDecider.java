package io.boson.events.session;

import io.boson.events.Decision;
import io.boson.events.tunnel.TunnelAddresses;
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
            case Session.Live(var terms, _, _, _) -> closed(terms, reason, now);
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
            case Session.Requested asked ->
                    Decision.accept(
                            weigh(asked, asked.capacity().newer(answer.known()), answer, now));
            case Session.Live _, Session.Ended _ -> Decision.nothing();
        };
    }

    /// What the client has already comes before what the node has room for.
    private static SessionEvent.OfSession weigh(
            Session.Requested asked,
            NodeCapacity capacity,
            SessionCommand.Answer answer,
            Instant now) {
        return refusal(asked, capacity, answer)
                .<SessionEvent.OfSession>map(
                        reason ->
                                new SessionEvent.Refused(
                                        asked.terms().sessionId(),
                                        asked.terms().nodeId(),
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
                                        asked.terms().sessionId(),
                                        asked.terms().nodeId(),
                                        capacity,
                                        answer.openSessions(),
                                        asked.keys().flatMap(_ -> addresses(answer.tunnel())),
                                        now));
    }

    private static Optional<SessionRefusal> refusal(
            Session.Requested asked, NodeCapacity capacity, SessionCommand.Answer answer) {
        if (!capacity.present()) {
            return Optional.of(SessionRefusal.NODE_GONE);
        }
        if (answer.held().isPresent()) {
            return Optional.of(SessionRefusal.ALREADY_OPEN);
        }
        if (capacity.draining()) {
            return Optional.of(SessionRefusal.NODE_DRAINING);
        }
        if (answer.openSessions() >= capacity.maxConnections()) {
            return Optional.of(SessionRefusal.NODE_FULL);
        }
        return asked.keys().flatMap(_ -> refusal(answer.tunnel()));
    }

    private static Optional<SessionRefusal> refusal(TunnelOffer offer) {
        return switch (offer) {
            case TunnelOffer.Free _ -> Optional.empty();
            case TunnelOffer.Exhausted() -> Optional.of(SessionRefusal.NO_TUNNEL_ADDRESS);
            case TunnelOffer.KeyTaken() -> Optional.of(SessionRefusal.KEY_IN_USE);
        };
    }

    private static Optional<TunnelAddresses> addresses(TunnelOffer offer) {
        return offer instanceof TunnelOffer.Free(var addresses)
                ? Optional.of(addresses)
                : Optional.empty();
    }

    private static Decision<SessionEvent.OfSession> expire(Session session, Instant now) {
        return switch (session) {
            case Session.Requested requested -> expireDue(session, requested.terms(), now);
            case Session.Live(var terms, _, _, _) -> expireDue(session, terms, now);
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
