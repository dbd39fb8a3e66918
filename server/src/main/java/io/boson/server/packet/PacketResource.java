package io.boson.server.packet;

import io.boson.events.session.SessionId;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.Sessions;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.forward.DropReason;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.Problem;
import io.boson.server.http.RequestContext;
import io.boson.server.relay.RatedAs;
import io.boson.server.token.Principal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;

/// One packet per request, to the other end of a live session, and to nobody else. A packet that
/// was not forwarded is no error, as on a socket: the answer says so.
///
/// ```json
/// {"status":"queued"}
/// {"status":"dropped","reason":"peer-absent"}
/// ```
///
/// What is sent here counts with what its sender sends over sockets.
@Path("/api/v1/packets")
public final class PacketResource {

    private static final Access NODE = principal -> principal instanceof Principal.RegisteredNode;
    private static final Access CLIENT = principal -> principal instanceof Principal.ClientSession;

    private final Fleet fleet;
    private final Sessions sessions;
    private final PacketPort relay;

    public PacketResource(Fleet fleet, Sessions sessions, PacketPort relay) {
        this.fleet = fleet;
        this.sessions = sessions;
        this.relay = relay;
    }

    /// From a node to the client of one of its sessions.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response toClient(InputStream body) throws IOException {
        if (!(NODE.require() instanceof Principal.RegisteredNode node)) {
            throw Problem.forbidden().asException();
        }
        if (!isOfToday(node)) {
            throw Problem.forbidden().asException();
        }
        PacketRequest request = PacketRequest.parse(body);
        // Somebody else's session looks like one that does not exist.
        LiveSession live =
                request.session()
                        .flatMap(this::find)
                        .filter(session -> session.nodeId().equals(node.id()))
                        .orElseThrow(PacketResource::unknown);
        return answer(relay.toClient(new NodeEnd(node.id()), live.id(), request.packet()));
    }

    /// From a session's client to its node.
    @POST
    @Path("from-client")
    @Consumes(MediaType.APPLICATION_JSON)
    public Response toNode(InputStream body) throws IOException {
        if (!(CLIENT.require() instanceof Principal.ClientSession client)) {
            throw Problem.forbidden().asException();
        }
        PacketRequest request = PacketRequest.parse(body);
        if (!request.session().map(client.session()::equals).orElse(true)) {
            throw unknown();
        }
        LiveSession live = find(client.session()).orElseThrow(PacketResource::unknown);
        ClientEnd from =
                new ClientEnd(
                        live.id(),
                        live.nodeId(),
                        RatedAs.of(client, RequestContext.current().peer()));
        return answer(relay.toNode(from, request.packet()));
    }

    /// A token of an earlier registration may be anybody's by now.
    private boolean isOfToday(Principal.RegisteredNode token) {
        return fleet.snapshot()
                .find(token.id())
                .flatMap(node -> node.node().present())
                .filter(member -> member.registeredAt().equals(token.registeredAt()))
                .isPresent();
    }

    private Optional<LiveSession> find(SessionId id) {
        return sessions.snapshot().find(id);
    }

    private static RuntimeException unknown() {
        return Problem.notFound("Session not found").asException();
    }

    private static Response answer(Optional<DropReason> drop) {
        return Answers.json(
                        200,
                        out -> {
                            out.writeStartObject();
                            out.writeStringField("status", drop.isEmpty() ? "queued" : "dropped");
                            if (drop.isPresent()) {
                                out.writeStringField("reason", word(drop.get()));
                            }
                            out.writeEndObject();
                        })
                .build();
    }

    private static String word(DropReason reason) {
        return reason.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
