package io.boson.server.session;

import io.boson.events.node.NodeId;
import io.boson.events.session.ClientId;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.Sessions;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.Problem;
import io.boson.server.token.Principal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The clients that are connected, for those who run the network, and for a node its own.
@Path("/api/v1/clients")
public final class ClientResource {

    private final Sessions sessions;

    public ClientResource(Sessions sessions) {
        this.sessions = sessions;
    }

    /// A node must name itself: it may see no others' clients.
    @GET
    public Response list(
            @QueryParam("nodeId") @Nullable String node,
            @QueryParam("type") @Nullable String type,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        Optional<NodeId> wanted = Optional.ofNullable(node).flatMap(NodeId::parse);
        Principal principal =
                wanted.map(Access::node).map(Access.READER::or).orElse(Access.READER).require();
        ClientQuery query = ClientQuery.parse(node, type, limit, cursor);
        return Answers.ok(query.page(sessions.snapshot(), Access.READER.allows(principal)));
    }

    /// A client's newest session.
    @GET
    @Path("{id}")
    public Response find(@PathParam("id") String text) {
        Optional<LiveSession> newest = ClientId.parse(text).flatMap(sessions.snapshot()::newestOf);
        Principal principal =
                newest.map(live -> Access.session(live.id()).or(Access.node(live.nodeId())))
                        .map(Access.READER::or)
                        .orElse(Access.READER)
                        .require();
        LiveSession live =
                newest.orElseThrow(() -> Problem.notFound("Client not found").asException());
        return Answers.ok(out -> SessionJson.write(out, live, Access.READER.allows(principal)));
    }
}
