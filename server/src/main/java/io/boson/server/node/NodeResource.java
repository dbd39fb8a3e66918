package io.boson.server.node;

import io.boson.events.Rejection;
import io.boson.events.Topic;
import io.boson.events.node.Membership;
import io.boson.events.node.NodeCommand;
import io.boson.events.node.NodeId;
import io.boson.events.node.NodeRejection;
import io.boson.events.node.RegistrationId;
import io.boson.events.node.RegistrationProof;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetNode;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.IdempotencyKey;
import io.boson.server.http.Origins;
import io.boson.server.http.Positions;
import io.boson.server.http.Problem;
import io.boson.server.http.ProblemException;
import io.boson.server.http.ReadAfter;
import io.boson.server.http.RequestContext;
import io.boson.server.log.DerivedIds;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import io.boson.server.token.Principal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Nodes, by their owners and operators. Heartbeats have a resource of their own.
@Path("/api/v1/nodes")
public final class NodeResource {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final Fleet fleet;
    private final NodeCommandHandler commands;
    private final Envelopes envelopes;
    private final RegistrationReply reply;
    private final Access mayEnrol;
    private final boolean listIsPublic;
    private final ReadAfter readAfter;

    /// @param mayEnrol who may register a node id that nobody holds
    /// @param listIsPublic whether the list, without a token, shows where nodes are
    public NodeResource(
            Fleet fleet,
            NodeCommandHandler commands,
            Envelopes envelopes,
            RegistrationReply reply,
            Access mayEnrol,
            boolean listIsPublic) {
        this.fleet = fleet;
        this.commands = commands;
        this.envelopes = envelopes;
        this.reply = reply;
        this.mayEnrol = mayEnrol;
        this.listIsPublic = listIsPublic;
        this.readAfter = new ReadAfter(Topic.NODES, fleet::await);
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("register")
    public Response register(
            InputStream body, @HeaderParam(IdempotencyKey.HEADER) @Nullable String idempotencyKey)
            throws IOException {
        RequestContext request = RequestContext.current();
        Principal principal = mayEnrol.or(p -> p instanceof Principal.RegisteredNode).require();
        RegistrationRequest wanted = RegistrationRequest.parse(body, request.peer());
        RegistrationProof proof = proof(principal, wanted.nodeId());
        Origin origin = Origins.current();
        RegistrationId registration =
                new RegistrationId(
                        DerivedIds.of(
                                repeatable(wanted.nodeId(), request.peer()),
                                origin,
                                IdempotencyKey.parse(idempotencyKey),
                                envelopes::uuid));
        NodeOutcome.Done done =
                done(
                        commands.handle(
                                new NodeCommand.Register(
                                        wanted.nodeId(), wanted.profile(), registration, proof),
                                origin));
        Membership member = done.node().node().present().orElseThrow();
        return Positions.stamp(Answers.json(201, out -> reply.write(out, member)), done.position())
                .build();
    }

    /// A repeated registration is handed the node's token, and an enrolment key is shared by many:
    /// so a repetition must also come from the same address.
    private static String repeatable(NodeId id, InetAddress peer) {
        return "register " + id + ' ' + peer.getHostAddress();
    }

    /// A node's token speaks for that node alone, also where anyone may enrol.
    private static RegistrationProof proof(Principal principal, NodeId id) {
        return switch (principal) {
            case Principal.RegisteredNode(var own, _, var registeredAt) -> {
                if (!own.equals(id)) {
                    throw Problem.forbidden().asException();
                }
                yield new RegistrationProof.OwnToken(registeredAt);
            }
            case Principal.EnrolmentKeyHolder _,
                    Principal.ClientKeyHolder _,
                    Principal.Anonymous _,
                    Principal.Operator _,
                    Principal.Auditor _,
                    Principal.ClientSession _ ->
                    new RegistrationProof.Enrolled();
        };
    }

    @GET
    @Path("{id}")
    public Response find(
            @PathParam("id") String text,
            @HeaderParam(Positions.HEADER) @Nullable String position) {
        Optional<NodeId> id = NodeId.parse(text);
        id.map(Access::node).map(Access.READER::or).orElse(Access.READER).require();
        readAfter.await(position);
        FleetNode node = id.flatMap(fleet.snapshot()::find).orElseGet(FleetNode::unknown);
        Membership member = node.node().present().orElseThrow(NodeResource::notFound);
        return Answers.ok(out -> NodeJson.write(out, member, node));
    }

    @GET
    public Response list(
            @QueryParam("status") @Nullable String status,
            @QueryParam("country") @Nullable String country,
            @QueryParam("region") @Nullable String region,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor,
            @HeaderParam(Positions.HEADER) @Nullable String position) {
        boolean brief = listIsPublic && RequestContext.current().hasNoCredential();
        (brief ? Access.ANYONE : Access.READER).require();
        NodeQuery query = NodeQuery.parse(status, country, region, limit, cursor);
        readAfter.await(position);
        return Answers.ok(query.page(fleet.snapshot(), brief ? NodeJson::brief : NodeJson::write));
    }

    @DELETE
    @Path("{id}")
    public Response delete(@PathParam("id") String text) {
        Optional<NodeId> id = NodeId.parse(text);
        Principal principal =
                id.map(Access::node).map(Access.OPERATOR::or).orElse(Access.OPERATOR).require();
        NodeId known = id.orElseThrow(NodeResource::notFound);
        NodeCommand command =
                switch (principal) {
                    case Principal.RegisteredNode own -> deregister(own, known);
                    case Principal.Operator _,
                            Principal.Auditor _,
                            Principal.EnrolmentKeyHolder _,
                            Principal.ClientKeyHolder _,
                            Principal.ClientSession _,
                            Principal.Anonymous _ ->
                            new NodeCommand.Remove(known);
                };
        NodeOutcome.Done done = done(commands.handle(command, Origins.current()));
        return Positions.stamp(Response.noContent(), done.position()).build();
    }

    /// No new sessions; those it has may go on for the grace that is asked for, then they end.
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("{id}/drain")
    public Response drain(@PathParam("id") String text, InputStream body) throws IOException {
        NodeId id = ownOrOperated(text);
        Duration grace = DrainRequest.parse(body).grace();
        return changed(new NodeCommand.Drain(id, grace));
    }

    @POST
    @Path("{id}/resume")
    public Response resume(@PathParam("id") String text) {
        return changed(new NodeCommand.Resume(ownOrOperated(text)));
    }

    private NodeId ownOrOperated(String text) {
        Optional<NodeId> id = NodeId.parse(text);
        Principal principal =
                id.map(Access::node).map(Access.OPERATOR::or).orElse(Access.OPERATOR).require();
        NodeId known = id.orElseThrow(NodeResource::notFound);
        if (principal instanceof Principal.RegisteredNode own) {
            Lifetimes.require(fleet.find(known), own);
        }
        return known;
    }

    private Response changed(NodeCommand command) {
        NodeOutcome.Done done = done(commands.handle(command, Origins.current()));
        FleetNode node = done.node();
        Membership member = node.node().present().orElseThrow(NodeResource::notFound);
        return Positions.stamp(
                        Answers.json(200, out -> NodeJson.write(out, member, node)),
                        done.position())
                .build();
    }

    /// A token of an earlier lifetime of this id must not end the present one.
    private NodeCommand deregister(Principal.RegisteredNode own, NodeId id) {
        Lifetimes.require(fleet.find(id), own);
        return new NodeCommand.Deregister(id);
    }

    private static NodeOutcome.Done done(NodeOutcome outcome) {
        return switch (outcome) {
            case NodeOutcome.Done done -> done;
            case NodeOutcome.Refused(Rejection reason) -> throw problem(reason).asException();
            case NodeOutcome.Overtaken() ->
                    throw Problem.conflict(
                                    "OVERTAKEN",
                                    "Another change to this node came first; look again")
                            .asException();
            case NodeOutcome.NotYetVisible later -> throw problem(later).asException();
        };
    }

    static Problem problem(NodeOutcome.NotYetVisible later) {
        return Problem.unavailable(
                "Written at " + later.position() + ", but not visible yet; ask again", RETRY_AFTER);
    }

    static Problem problem(Rejection reason) {
        return switch (reason) {
            case NodeRejection.UNKNOWN_NODE -> Problem.of(404, reason.name(), reason.message());
            case NodeRejection.REGISTER_AGAIN -> Problem.of(410, reason.name(), reason.message());
            default -> Problem.conflict(reason.name(), reason.message());
        };
    }

    private static ProblemException notFound() {
        return problem(NodeRejection.UNKNOWN_NODE).asException();
    }
}
