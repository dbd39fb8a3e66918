package io.boson.server.node;

import io.boson.events.UuidText;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.node.NodeId;
import io.boson.events.node.NodeRejection;
import io.boson.events.node.RegistrationId;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.Fleet;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.Origins;
import io.boson.server.http.Positions;
import io.boson.server.http.RequestContext;
import io.boson.server.log.Envelopes;
import io.boson.server.token.Principal;
import io.boson.server.wireguard.PeerSync;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The busiest request: a node says that it is there. Parsed once, appended, answered when the log
/// has acknowledged; no fold is waited for.
@Path(HeartbeatResource.PATH)
public final class HeartbeatResource {

    public static final String PATH = "/api/v1/nodes/{id}/heartbeat";

    private static final int DEGRADED_INTERVAL_SECONDS = 10;

    /// The next heartbeat is asked for up to a tenth earlier, so that a fleet started at once
    /// spreads, and never later than the node itself means to send it.
    private static final double JITTER = 0.1;

    private final Fleet fleet;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;
    private final RandomGenerator random;
    private final OriginalNodes originals;
    private final PeerSync sync;

    public HeartbeatResource(
            Fleet fleet, EventLog log, Envelopes envelopes, Clock clock, RandomGenerator random) {
        this(fleet, log, envelopes, clock, random, PeerSync.NONE, OriginalNodes.NONE);
    }

    /// @param sync what nodes are told of their peers
    /// @param originals what is done for nodes of the original, where anything is
    public HeartbeatResource(
            Fleet fleet,
            EventLog log,
            Envelopes envelopes,
            Clock clock,
            RandomGenerator random,
            PeerSync sync,
            OriginalNodes originals) {
        this.fleet = fleet;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
        this.random = random;
        this.sync = sync;
        this.originals = originals;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response heartbeat(@PathParam("id") String text, InputStream body) throws IOException {
        Access itself = NodeId.parse(text).map(Access::node).orElse(_ -> false);
        if (!(itself.require() instanceof Principal.RegisteredNode token)) {
            throw NodeResource.problem(NodeRejection.UNKNOWN_NODE).asException();
        }
        NodeId id = token.id();
        Node node = present(fleet.find(id), token);
        Membership member = Lifetimes.require(node, token);
        HeartbeatRequest said = HeartbeatRequest.parse(body);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Heartbeat heartbeat =
                new Heartbeat(id, registration(token), said.status(), said.metrics(), now);
        LogPosition position = log.append(envelopes.of(heartbeat, Origins.current()));
        originals.heard(id, RequestContext.current().peer());
        int next = nextSeconds(member, said.metrics());
        PeerSync.News peers = sync.news(id, said.peersVersion());
        return Positions.stamp(
                        Answers.json(
                                200,
                                out -> {
                                    out.writeStartObject();
                                    out.writeStringField("status", "ok");
                                    out.writeNumberField("nextHeartbeat", next);
                                    peers.writeVersion(out);
                                    NodeActions.write(out, node, peers);
                                    out.writeEndObject();
                                }),
                        Optional.of(position))
                .build();
    }

    private Node present(Node node, Principal.RegisteredNode token) {
        return node instanceof Node.Departed gone ? originals.revived(gone, token) : node;
    }

    private static RegistrationId registration(Principal.RegisteredNode token) {
        return new RegistrationId(UuidText.parse(token.registrationId()).orElseThrow());
    }

    private int nextSeconds(Membership member, Optional<HeartbeatMetrics> metrics) {
        boolean degraded = metrics.filter(m -> m.status() == NodeStatus.DEGRADED).isPresent();
        int interval =
                degraded ? DEGRADED_INTERVAL_SECONDS : member.profile().heartbeatIntervalSeconds();
        return Math.max(1, (int) Math.round(interval * (1 - JITTER * random.nextDouble())));
    }
}
