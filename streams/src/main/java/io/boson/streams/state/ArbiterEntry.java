package io.boson.streams.state;

import io.boson.events.session.Session;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionTerms;
import io.boson.events.tunnel.PeerKeys;
import io.boson.events.tunnel.Tunnel;
import io.boson.events.tunnel.TunnelAddresses;
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
        Optional<SessionEvent.OfSession> tentative)
        implements ArbiterRecord {

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

    /// What its client has in its tunnel, or will have when the answer is in the log.
    public Optional<TunnelAddresses> addresses() {
        return switch (session) {
            case Session.Live live -> live.tunnel().map(Tunnel::addresses);
            case Session.Requested _ ->
                    tentative.flatMap(
                            outcome ->
                                    outcome instanceof SessionEvent.Opened opened
                                            ? opened.tunnel()
                                            : Optional.empty());
            case Session.Unknown(), Session.Ended _ -> Optional.empty();
        };
    }

    /// The keys of its tunnel's ends, for as long as it takes a place.
    public Optional<PeerKeys> keys() {
        return switch (session) {
            case Session.Live live -> live.tunnel().map(Tunnel::keys);
            case Session.Requested requested -> requested.keys().filter(_ -> isOpen());
            case Session.Unknown(), Session.Ended _ -> Optional.empty();
        };
    }

    /// Whose it is; empty where there is no session.
    public Optional<SessionTerms> terms() {
        return switch (session) {
            case Session.Requested requested -> Optional.of(requested.terms());
            case Session.Live live -> Optional.of(live.terms());
            case Session.Ended(var terms, _, _) -> Optional.of(terms);
            case Session.Unknown() -> Optional.empty();
        };
    }

    /// Whether it takes one of the node's places.
    public boolean isOpen() {
        return session instanceof Session.Live
                || (session instanceof Session.Requested
                        && tentative.filter(o -> o instanceof SessionEvent.Opened).isPresent());
    }
}
