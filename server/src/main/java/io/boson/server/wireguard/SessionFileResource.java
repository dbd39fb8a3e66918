package io.boson.server.wireguard;

import io.boson.events.node.WireGuardKey;
import io.boson.events.session.SessionId;
import io.boson.events.tunnel.Tunnel;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.Sessions;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;

/// A session's file for wg-quick, without the private key: that one never came here. For those who
/// may read the session.
@Path("/api/v1/sessions/{id}/wireguard.conf")
public final class SessionFileResource {

    private final Fleet fleet;
    private final Sessions sessions;
    private final WireGuardTerms terms;

    public SessionFileResource(Fleet fleet, Sessions sessions, WireGuardTerms terms) {
        this.fleet = fleet;
        this.sessions = sessions;
        this.terms = terms;
    }

    @GET
    public Response file(@PathParam("id") String text) {
        Optional<LiveSession> session =
                SessionId.parse(text).flatMap(id -> sessions.snapshot().find(id));
        session.map(live -> Access.session(live.id()).or(Access.node(live.nodeId())))
                .map(Access.READER::or)
                .orElse(Access.KNOWN)
                .require();
        LiveSession live =
                session.orElseThrow(() -> Problem.notFound("Session not found").asException());
        Tunnel tunnel =
                live.session()
                        .tunnel()
                        .orElseThrow(
                                () ->
                                        Problem.conflict(
                                                        "NO_CLIENT_KEY",
                                                        "The route was asked for without a"
                                                                + " clientPublicKey")
                                                .asException());
        return Answers.text(200, ConfText.ofClient(terms, live.id(), tunnel, key(live, tunnel)))
                .build();
    }

    /// Of the node as it is registered now, which is all that its WireGuard answers to.
    private WireGuardKey key(LiveSession live, Tunnel tunnel) {
        return fleet.find(live.nodeId())
                .present()
                .map(member -> member.profile().publicKey())
                .orElse(tunnel.keys().node());
    }
}
