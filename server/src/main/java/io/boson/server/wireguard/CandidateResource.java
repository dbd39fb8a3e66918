package io.boson.server.wireguard;

import io.boson.events.log.EventLog;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionPlace;
import io.boson.events.session.SessionTerms;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.SessionPlaces.Candidate;
import io.boson.projections.session.Sessions;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.Origins;
import io.boson.server.http.Problem;
import io.boson.server.http.RequestContext;
import io.boson.server.log.Envelopes;
import io.boson.server.token.Principal;
import io.boson.server.token.TokenCheck;
import io.boson.server.token.TokenVerifier;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/// Where a session's client says that its WireGuard sends from. That is a candidate and no more: a
/// relay tries it first, and sends nothing there before it has spoken, so that nobody can have
/// packets sent to somebody else by naming an address.
@Path("/api/v1/wireguard")
public final class CandidateResource {

    private final Sessions sessions;
    private final TokenVerifier tokens;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;

    public CandidateResource(
            Sessions sessions,
            TokenVerifier tokens,
            EventLog log,
            Envelopes envelopes,
            Clock clock) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("register")
    public Response register(InputStream body) throws IOException {
        CandidateRequest said = CandidateRequest.offer(body);
        LiveSession live = session(said);
        CandidateRequest.Who who = said.who().orElseThrow();
        SessionTerms terms = live.session().terms();
        if (!terms.clientId().value().equals(who.clientId())
                || !terms.nodeId().value().equals(who.nodeId())) {
            throw Problem.forbidden().asException();
        }
        Candidate candidate = candidate(said);
        boolean known =
                live.places().map(places -> places.offered().contains(candidate)).orElse(false);
        if (!known) {
            append(
                    new SessionPlace.CandidateOffered(
                            live.id(),
                            live.nodeId(),
                            candidate.address(),
                            candidate.port(),
                            now()));
        }
        return Answers.ok(
                out -> {
                    out.writeStartObject();
                    out.writeStringField("status", "registered");
                    out.writeStringField("clientId", terms.clientId().toString());
                    out.writeStringField("nodeId", terms.nodeId().toString());
                    out.writeStringField("message", "Noted; packets from there are expected");
                    out.writeEndObject();
                });
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("unregister")
    public Response unregister(InputStream body) throws IOException {
        CandidateRequest said = CandidateRequest.withdrawal(body);
        LiveSession live = session(said);
        Candidate candidate = candidate(said);
        if (live.places().map(places -> places.offered().contains(candidate)).orElse(false)) {
            append(
                    new SessionPlace.CandidateWithdrawn(
                            live.id(),
                            live.nodeId(),
                            candidate.address(),
                            candidate.port(),
                            now()));
        }
        return Answers.ok(
                out -> {
                    out.writeStartObject();
                    out.writeStringField("status", "unregistered");
                    out.writeStringField("message", "Forgotten");
                    out.writeEndObject();
                });
    }

    /// The session of whoever shows its token, as the header or, as existing clients do, in the
    /// body.
    private LiveSession session(CandidateRequest said) {
        Optional<SessionId> shown = said.credential().flatMap(this::inBody);
        Principal principal = RequestContext.current().principal();
        Optional<SessionId> own =
                principal instanceof Principal.ClientSession(var id, _, _)
                        ? Optional.of(id)
                        : shown;
        Access access = own.isPresent() ? Access.ANYONE : _ -> false;
        access.require();
        return own.flatMap(sessions.snapshot()::find)
                .orElseThrow(() -> Problem.notFound("Session not found").asException());
    }

    private Optional<SessionId> inBody(String text) {
        if (SessionId.parse(text).isPresent()) {
            return Optional.empty(); // a name, and no proof
        }
        return switch (tokens.recognise(text, RequestContext.current().peer())) {
            case TokenCheck.Verified(var principal, _, _) -> sessionOf(principal);
            case TokenCheck.Expired(var principal, _, _) -> sessionOf(principal);
            case TokenCheck.Refused _ -> Optional.empty();
            case TokenCheck.Busy(Duration retryAfter) ->
                    throw Problem.unavailable("Too many tokens to verify", retryAfter)
                            .asException();
        };
    }

    private static Optional<SessionId> sessionOf(Principal principal) {
        return principal instanceof Principal.ClientSession(var id, _, _)
                ? Optional.of(id)
                : Optional.empty();
    }

    private static Candidate candidate(CandidateRequest said) {
        return new Candidate(said.address().getHostAddress(), said.port());
    }

    private void append(SessionPlace place) {
        log.append(envelopes.of(place, Origins.current()));
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
