package io.boson.server.route;

import io.boson.events.Topic;
import io.boson.events.session.SessionId;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.Sessions;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.IdempotencyKey;
import io.boson.server.http.Json;
import io.boson.server.http.Origins;
import io.boson.server.http.Positions;
import io.boson.server.http.Problem;
import io.boson.server.http.ReadAfter;
import io.boson.server.http.RequestContext;
import io.boson.server.token.Principal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Routes, for clients. A route's id is the id of the session it led to.
@Path("/api/v1/routing")
public final class RouteResource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final Fleet fleet;
    private final Sessions sessions;
    private final RouteDesk desk;
    private final RouteReply reply;
    private final Callers callers;
    private final ReadAfter readAfter;

    public RouteResource(
            Fleet fleet, Sessions sessions, RouteDesk desk, RouteReply reply, Callers callers) {
        this.fleet = fleet;
        this.sessions = sessions;
        this.desk = desk;
        this.reply = reply;
        this.callers = callers;
        this.readAfter = new ReadAfter(Topic.SESSIONS, sessions::await);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("request")
    public Response request(
            InputStream body, @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey)
            throws IOException {
        Principal principal = callers.access().require();
        RoutingRequest wanted = RoutingRequest.parse(body);
        RouteDesk.Command command =
                new RouteDesk.Command(
                        wanted.clientId(),
                        wanted.requirements(),
                        wanted.client(),
                        IdempotencyKey.parse(idempotencyKey),
                        callers.holder(
                                principal, wanted.clientId(), RequestContext.current().peer()),
                        callers.lifeMax(principal),
                        wanted.key(),
                        RequestContext.current().peer(),
                        Origins.current());
        return switch (desk.open(command)) {
            case RouteOutcome.Opened(var session, var node) ->
                    Positions.stamp(
                                    Answers.json(
                                            200,
                                            out ->
                                                    reply.write(
                                                            out,
                                                            session,
                                                            node,
                                                            callers.openedBy(principal))),
                                    Optional.of(session.decision()))
                            .build();
            case RouteOutcome.NoNodes() ->
                    throw Problem.of(503, "NO_NODES", "No node is available now")
                            .retryAfter(RETRY_AFTER)
                            .asException();
            case RouteOutcome.NoRoute none -> throw noRoute(none).asException();
            case RouteOutcome.NoAnswer() ->
                    throw Problem.unavailable(
                                    "The session was not opened in time; ask again", RETRY_AFTER)
                            .asException();
        };
    }

    /// Counts by reason, and nothing about single nodes: the caller may be anyone.
    private static Problem noRoute(RouteOutcome.NoRoute none) {
        List<Problem.Detail> details = new ArrayList<>();
        new TreeMap<>(none.refused())
                .forEach((why, count) -> details.add(new Problem.Detail(why.word(), "" + count)));
        details.add(new Problem.Detail("decisionId", none.decisionId().toString()));
        return new Problem(409, "NO_ROUTE", "No node meets the requirements", details, Map.of());
    }

    @GET
    @Path("route/{id}")
    public Response find(
            @PathParam("id") String text,
            @HeaderParam(Positions.HEADER) @Nullable String position) {
        Access.KNOWN.require(); // nobody else may keep us waiting
        readAfter.await(position);
        Optional<LiveSession> found =
                SessionId.parse(text).flatMap(id -> sessions.snapshot().find(id));
        found.map(live -> Access.session(live.id()).or(Access.node(live.nodeId())))
                .map(Access.READER::or)
                .orElse(Access.KNOWN)
                .require();
        LiveSession live =
                found.orElseThrow(() -> Problem.notFound("Route not found").asException());
        FleetNode node = fleet.snapshot().find(live.nodeId()).orElseGet(FleetNode::unknown);
        return Answers.ok(
                out -> {
                    out.writeStartObject();
                    RouteJson.writeFields(out, live, node);
                    out.writeStringField("createdAt", Json.time(live.session().openedAt()));
                    out.writeStringField("expiresAt", Json.time(live.expiresAt()));
                    out.writeEndObject();
                });
    }
}
