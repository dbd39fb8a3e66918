package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.simulate.plan.Faults;
import io.boson.server.simulate.plan.Fleet;
import io.boson.server.simulate.plan.SimulatedNode;
import io.boson.server.simulate.plan.Wish;
import io.boson.server.simulate.play.Play;
import io.boson.server.simulate.play.Play.Opening;
import io.boson.server.simulate.play.Terms;
import io.boson.server.simulate.tally.CleanUp;
import io.boson.server.simulate.tally.Fate;
import io.boson.server.simulate.tally.Snapshot;
import io.boson.server.simulate.tally.Step;
import io.boson.server.simulate.tally.Summary;
import io.boson.server.simulate.tally.Tally;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What `boson simulate` says of a run is what the server says of it. A server of its own: routes
/// must lead to no nodes but those of the fleet.
class SimulatedFleetTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final int NODES = 4;
    private static final int CLIENTS = 6;
    private static final long SEED = 12;

    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start();
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void aFleetPlaysAndThenNothingOfItIsLeft() throws InterruptedException {
        Fleet fleet = fleet(Duration.ofSeconds(1));
        Summary summary;
        try (Play play = play(fleet, server.address(), server.enrolmentKey(), false)) {
            assertThat(play.open()).isEqualTo(new Opening.Open());
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                Snapshot now = play.snapshot();
                                return now.nodes().online() == NODES
                                        && now.timing(Step.HEARTBEAT).count() >= NODES
                                        && now.timing(Step.PACKET).count() >= 3 * CLIENTS
                                        && now.over(Fate.ENDED) >= CLIENTS;
                            });
            assertRegistered(fleet);
            summary = play.finish();
        }

        Snapshot last = summary.last();
        assertThat(summary.end().nodes()).isEqualTo(new Snapshot.Nodes(NODES, 0, 0, 0, 0));
        // A machine that is busy with something else may take longer than a caller waits.
        assertThat(last.refused().keySet()).allMatch(why -> why.endsWith(" 503 UNAVAILABLE"));
        // A node may be chosen before it is at the relay; what reaches one comes back.
        assertThat(last.timing(Step.PACKET).count()).isEqualTo(last.packets().atNodes());
        int putAway = (int) (last.opened() - last.over(Fate.ENDED));
        assertThat(summary.cleanUp()).isEqualTo(new CleanUp.Done(putAway, 0, 0, NODES, 0));
        assertThat(registered()).isEmpty();
        assertFacts(last);
    }

    /// As many facts of each kind as the fleet believes it caused; of what it had to say again, as
    /// many at least.
    private void assertFacts(Snapshot last) {
        List<String> types = factTypes();
        int again = last.refused().isEmpty() ? 0 : Integer.MAX_VALUE / 2;
        assertThat(count(types, "node.registered")).isBetween((long) NODES, (long) NODES + again);
        long beats = last.timing(Step.HEARTBEAT).count();
        assertThat(count(types, "node.heartbeat")).isBetween(beats, beats + again);
        assertThat(count(types, "session.opened")).isEqualTo(last.opened());
        assertThat(count(types, "session.closed"))
                .isEqualTo(last.timing(Step.END_SESSION).count())
                .isEqualTo(last.opened());
        assertThat(count(types, "node.deregistered")).isEqualTo(NODES);
    }

    private List<String> factTypes() {
        try (FactReader reader =
                new FactReader(
                        server.bootstrapServers(),
                        "boson.nodes",
                        "boson.heartbeats",
                        "boson.sessions")) {
            return reader.all().stream().map(FactReader.Fact::type).toList();
        }
    }

    @Test
    void whatIsKeptStays() throws InterruptedException {
        Fleet fleet = fleet(Duration.ofMinutes(5));
        Summary summary;
        try (Play play = play(fleet, server.address(), server.enrolmentKey(), true)) {
            play.open();
            await().atMost(PATIENCE)
                    .until(
                            () ->
                                    play.snapshot().open() == CLIENTS
                                            && play.snapshot().nodes().registered() == NODES);
            summary = play.finish();
        }

        assertThat(summary.cleanUp()).isEqualTo(new CleanUp.Kept(CLIENTS, NODES));
        assertThat(summary.end().load().nodes()).isEqualTo(NODES);
        assertRegistered(fleet);
        List<String> types = factTypes();
        assertThat(count(types, "session.opened")).isEqualTo(CLIENTS);
        assertThat(count(types, "session.closed")).isZero();
    }

    @Test
    void aWrongKeyAndAnAbsentServerAreToldBeforeAnythingBegins() throws InterruptedException {
        Fleet fleet = fleet(Duration.ofSeconds(1));
        try (Play play = play(fleet, server.address(), "junk", false)) {
            assertThat(play.open()).isEqualTo(new Opening.Closed(401, "401 UNAUTHORIZED"));
        }
        URI nowhere = URI.create("http://127.0.0.1:" + server.relayPort());
        try (Play play = play(fleet, nowhere, "junk", false)) {
            assertThat(play.open()).isInstanceOf(Opening.Closed.class);
        }
        assertThat(registered()).isEmpty();
    }

    private void assertRegistered(Fleet fleet) {
        assertThat(registered())
                .extracting(node -> node.path("nodeId").asText())
                .containsExactlyInAnyOrderElementsOf(
                        fleet.nodes().stream().map(p -> p.node().id().toString()).toList());
        for (JsonNode read : registered()) {
            SimulatedNode node =
                    fleet.nodes().stream()
                            .map(Fleet.Part::node)
                            .filter(n -> n.id().toString().equals(read.path("nodeId").asText()))
                            .findFirst()
                            .orElseThrow();
            assertThat(read.path("status").asText()).isEqualTo("online");
            assertThat(read.path("publicKey").asText()).isEqualTo(node.publicKey());
            assertThat(read.path("capabilities").path("maxConnections").asInt())
                    .isEqualTo(node.capacity().maxConnections());
            assertThat(read.path("location").path("country").asText())
                    .isEqualTo(node.city().country());
        }
    }

    private List<JsonNode> registered() {
        JsonNode nodes = server.operator().get("/api/v1/nodes").expect(200).json().path("nodes");
        return nodes.valueStream().toList();
    }

    private static long count(List<String> types, String name) {
        return types.stream().filter(("io.boson." + name + ".v1")::equals).count();
    }

    private static Fleet fleet(Duration holds) {
        Fleet drawn = Fleet.draw(SEED, NODES, 10 * CLIENTS, Faults.NONE, BEAT, holds);
        return new Fleet(
                drawn.nodes(),
                drawn.clients().stream()
                        .filter(role -> isContent(role.client().wish()))
                        .limit(CLIENTS)
                        .toList());
    }

    /// With any node: a limit on latency refuses all until each has measured.
    private static boolean isContent(Wish wish) {
        return switch (wish) {
            case Wish.Anything _, Wish.InCountry _ -> true;
            case Wish.Bandwidth _, Wish.Latency _ -> false;
        };
    }

    private static Play play(Fleet fleet, URI api, String key, boolean keep) {
        Terms terms = new Terms(api, Optional.of(key), BEAT, 20, true, keep);
        return new Play(fleet, terms, new Tally(), SEED, UUID.randomUUID());
    }
}
