package io.boson.events.session;

import io.boson.events.tunnel.PeerKeys;
import io.boson.events.tunnel.Tunnel;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// A session as topic `sessions` tells it.
///
/// ```
///            Requested             Opened         Closed, Expired
///   Unknown ----------> Requested --------> Live -----------------> Ended
///                           |                                         ^
///                           +-- Refused, Closed, Expired -------------+
/// ```
public sealed interface Session {

    /// How long an opened session waits for its client's first socket.
    Duration ATTACH_WITHIN = Duration.ofMinutes(2);

    /// How long a session outlives its client's socket: WireGuard's own sessions die after 180 s,
    /// so a client that is silent for longer starts anew anyhow.
    Duration DETACHED_MAX = Duration.ofSeconds(190);

    record Unknown() implements Session {}

    /// The decision is left out: it is kilobytes that nothing follows from.
    ///
    /// @param keys where the client wants a tunnel
    record Requested(
            SessionTerms terms,
            NodeCapacity capacity,
            long answerWithinMillis,
            Optional<PeerKeys> keys,
            Instant at)
            implements Session {

        public static Requested by(SessionRequest request, Instant at) {
            return new Requested(
                    request.terms(),
                    request.capacity(),
                    request.answerWithinMillis(),
                    request.keys(),
                    at);
        }
    }

    /// @param tunnel where the client has a WireGuard key
    record Live(
            SessionTerms terms, Instant openedAt, Attachment attachment, Optional<Tunnel> tunnel)
            implements Session {

        /// Without a tunnel.
        public Live(SessionTerms terms, Instant openedAt, Attachment attachment) {
            this(terms, openedAt, attachment, Optional.empty());
        }
    }

    record Ended(SessionTerms terms, Ending ending, Instant at) implements Session {}

    /// How it ended.
    sealed interface Ending {
        record Refused(SessionRefusal reason) implements Ending {}

        record Closed(SessionEvent.CloseReason reason) implements Ending {}

        record Expired() implements Ending {}
    }

    static Session unknown() {
        return new Unknown();
    }

    /// The fold. Total: an event that no longer applies leaves an equal state.
    default Session evolve(SessionEvent.OfSession event) {
        return switch (event) {
            case SessionEvent.Requested(var request, var at) ->
                    this instanceof Unknown ? Requested.by(request, at) : this;
            case SessionEvent.Opened opened ->
                    this instanceof Requested requested ? live(requested, opened) : this;
            case SessionEvent.Refused(_, _, var reason, _, _, _, var at) ->
                    this instanceof Requested(var terms, _, _, _, _)
                            ? new Ended(terms, new Ending.Refused(reason), at)
                            : this;
            case SessionEvent.Attached(_, _, var relay, var connection, var at) ->
                    attached(_ -> new Attachment.Attached(relay, connection, at));
            case SessionEvent.Detached(_, _, var relay, var connection, _, _, var at) ->
                    attached(held -> held.detached(relay, connection, at));
            case SessionEvent.Closed(_, _, var reason, var at) ->
                    ended(new Ending.Closed(reason), at);
            case SessionEvent.Expired(_, _, var at) -> ended(new Ending.Expired(), at);
        };
    }

    private static Live live(Requested request, SessionEvent.Opened opened) {
        Optional<Tunnel> tunnel =
                request.keys()
                        .flatMap(keys -> opened.tunnel().map(given -> new Tunnel(keys, given)));
        return new Live(request.terms(), opened.at(), Attachment.never(), tunnel);
    }

    private Session attached(UnaryOperator<Attachment> change) {
        return this instanceof Live(var terms, var openedAt, var attachment, var tunnel)
                ? new Live(terms, openedAt, change.apply(attachment), tunnel)
                : this;
    }

    private Session ended(Ending ending, Instant at) {
        return switch (this) {
            case Requested requested -> new Ended(requested.terms(), ending, at);
            case Live(var terms, _, _, _) -> new Ended(terms, ending, at);
            case Unknown(), Ended _ -> this;
        };
    }

    /// When the session is over unless something happens before; far in the future where there is
    /// nothing to end.
    default Instant expiresAt() {
        return switch (this) {
            case Requested(_, _, _, _, var at) -> at.plus(ATTACH_WITHIN);
            case Live live -> end(live);
            case Unknown(), Ended _ -> Instant.MAX;
        };
    }

    private static Instant end(Live live) {
        Instant last = live.openedAt().plusSeconds(live.terms().lifeMaxSeconds());
        Instant unused =
                switch (live.attachment()) {
                    case Attachment.Never() -> live.openedAt().plus(ATTACH_WITHIN);
                    case Attachment.Attached _ -> last;
                    case Attachment.Detached(var since) -> since.plus(DETACHED_MAX);
                };
        return unused.isBefore(last) ? unused : last;
    }
}
