package io.boson.server.session;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.SessionId;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.Sessions;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.Origins;
import io.boson.server.http.Positions;
import io.boson.server.http.Problem;
import io.boson.server.http.ReadAfter;
import io.boson.server.token.Principal;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A session, and its end on request: by its client, its node's owner or an operator.
@Path("/api/v1/sessions")
public final class SessionResource {

    private final Sessions sessions;
    private final SessionDesk desk;
    private final ReadAfter readAfter;

    public SessionResource(Sessions sessions, SessionDesk desk) {
        this.sessions = sessions;
        this.desk = desk;
        this.readAfter = new ReadAfter(Topic.SESSIONS, sessions::await);
    }

    @GET
    @Path("{id}")
    public Response find(
            @PathParam("id") String text,
            @HeaderParam(Positions.HEADER) @Nullable String position) {
        Access.KNOWN.require(); // nobody else may keep us waiting
        readAfter.await(position);
        Optional<LiveSession> session =
                SessionId.parse(text).flatMap(id -> sessions.snapshot().find(id));
        Principal principal =
                session.map(live -> Access.session(live.id()).or(Access.node(live.nodeId())))
                        .map(Access.READER::or)
                        .orElse(Access.KNOWN)
                        .require();
        LiveSession live =
                session.orElseThrow(() -> Problem.notFound("Session not found").asException());
        return Answers.ok(out -> SessionJson.write(out, live, Access.READER.allows(principal)));
    }

    @DELETE
    @Path("{id}")
    public Response end(@PathParam("id") String text) {
        Optional<LiveSession> session =
                SessionId.parse(text).flatMap(id -> sessions.snapshot().find(id));
        Principal principal = mayEnd(session).require();
        Optional<LogPosition> position =
                session.flatMap(live -> desk.end(live, reason(principal), Origins.current()));
        if (session.isEmpty()) {
            throw Problem.notFound("Session not found").asException();
        }
        return Positions.stamp(Response.noContent(), position).build();
    }

    /// Whether a session exists is nobody's business but theirs, so a stranger is refused first.
    private static Access mayEnd(Optional<LiveSession> session) {
        return session.map(live -> Access.session(live.id()).or(Access.node(live.nodeId())))
                .map(Access.OPERATOR::or)
                .orElse(Access.KNOWN);
    }

    private static CloseReason reason(Principal principal) {
        return switch (principal) {
            case Principal.ClientSession _ -> CloseReason.BY_CLIENT;
            case Principal.RegisteredNode _ -> CloseReason.BY_NODE;
            case Principal.Operator _,
                    Principal.Auditor _,
                    Principal.EnrolmentKeyHolder _,
                    Principal.ClientKeyHolder _,
                    Principal.Anonymous _ ->
                    CloseReason.BY_OPERATOR;
        };
    }
}
