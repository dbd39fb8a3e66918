package io.boson.server.wireguard;

import io.boson.events.node.Membership;
import io.boson.events.node.NodeId;
import io.boson.events.node.NodeRejection;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.session.NodePeers;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node's present peers as a file for `wg syncconf`. Its version follows from the peers alone,
/// the same on every instance; whoever has it may wait for another.
///
/// ```
///   GET /api/v1/nodes/ID/wireguard.conf?after=0f...&wait=30
///   200  Boson-Peers-Version: 1a...   the peers have changed
///   304  Boson-Peers-Version: 0f...   they have not, within 30 s
/// ```
@Path("/api/v1/nodes/{id}/wireguard.conf")
public final class NodeFileResource implements AutoCloseable {

    public static final String VERSION = "Boson-Peers-Version";

    private static final int WAIT_SECONDS_MAX = 30;
    private static final int PER_NODE_MAX = 4;
    private static final int ALL_MAX = 10_000;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

    private final Fleet fleet;
    private final Sessions sessions;
    private final WireGuardTerms terms;
    private final PeerWaiters waiters;

    public NodeFileResource(Fleet fleet, Sessions sessions, WireGuardTerms terms) {
        this.fleet = fleet;
        this.sessions = sessions;
        this.terms = terms;
        this.waiters = new PeerWaiters(sessions, PER_NODE_MAX, ALL_MAX);
    }

    /// @param after a version that the caller has
    /// @param wait seconds to wait for another
    @GET
    public Response file(
            @PathParam("id") String text,
            @QueryParam("after") @Nullable String after,
            @QueryParam("wait") @Nullable String wait) {
        Optional<NodeId> id = NodeId.parse(text);
        Principal principal =
                id.map(Access::node).map(Access.OPERATOR::or).orElse(Access.OPERATOR).require();
        Membership member =
                id.flatMap(known -> fleet.find(known).present())
                        .orElseThrow(NodeFileResource::notFound);
        if (principal instanceof Principal.RegisteredNode(_, _, var since)
                && !since.equals(member.registeredAt())) {
            throw Problem.forbidden().asException(); // of an earlier lifetime of this id
        }
        NodeId node = member.id();
        Wish wish = Wish.parse(after, wait);
        if (wish.after().isPresent() && !waiters.await(node, wish.after().get(), wish.patience())) {
            throw Problem.unavailable("No room for another wait now", RETRY_AFTER).asException();
        }
        NodePeers peers = sessions.snapshot().peers(node);
        boolean unchanged = wish.after().filter(peers.version()::equals).isPresent();
        Response.ResponseBuilder answer =
                unchanged
                        ? Response.notModified()
                        : Answers.text(200, ConfText.ofNode(terms, peers));
        return answer.header(VERSION, peers.version())
                .header("ETag", '"' + peers.version() + '"')
                .build();
    }

    /// Whoever waits is answered now, so that a server that stops need not wait for them.
    @Override
    public void close() {
        waiters.close();
    }

    private static RuntimeException notFound() {
        NodeRejection unknown = NodeRejection.UNKNOWN_NODE;
        return Problem.of(404, unknown.name(), unknown.message()).asException();
    }

    private record Wish(Optional<String> after, Duration patience) {

        static Wish parse(@Nullable String after, @Nullable String wait) {
            List<Problem.Detail> wrong = new ArrayList<>();
            if (after != null && !after.matches("[0-9a-f]{32}")) {
                wrong.add(new Problem.Detail("after", "must be a version that an answer had"));
            }
            boolean isSeconds = wait == null || wait.matches("[0-9]{1,2}");
            int seconds = wait != null && isSeconds ? Integer.parseInt(wait) : 0;
            if (!isSeconds || seconds > WAIT_SECONDS_MAX) {
                wrong.add(new Problem.Detail("wait", "must be whole seconds from 0 to 30"));
            }
            if (seconds > 0 && after == null) {
                wrong.add(new Problem.Detail("after", "is required to wait"));
            }
            if (!wrong.isEmpty()) {
                throw Problem.invalid(wrong).asException();
            }
            return new Wish(Optional.ofNullable(after), Duration.ofSeconds(seconds));
        }
    }
}
