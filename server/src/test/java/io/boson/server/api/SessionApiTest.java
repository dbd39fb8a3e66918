package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.server.api.FactReader.Fact;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// That a session nobody attaches to expires after two minutes is shown where time can be moved: in
/// the tests of the reactors' topology.
@ExtendWith(SharedServer.class)
class SessionApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestServer server;

    SessionApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void itsClientItsNodeAndOperatorsMayEndASession() {
        NodeHandle node = server.register();
        SessionHandle one = server.open(node);
        SessionHandle two = server.open(node);
        SessionHandle three = server.open(node);

        Answer answer = one.api().delete(one.path()).expect(204);
        node.api().delete(two.path()).expect(204);
        server.operator().delete(three.path()).expect(204);

        assertThat(answer.text()).isEmpty();
        assertThat(answer.header("Boson-Position")).matches("sessions-\\d+-\\d+");
        try (FactReader facts = new FactReader(server.bootstrapServers(), "boson.sessions")) {
            List<Fact> about = facts.await(node.id(), all -> reasons(all).size() == 3);
            assertThat(reasons(about)).containsExactly("by-client", "by-node", "by-operator");
        }
    }

    @Test
    void nobodyElseMay() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);

        server.open(node).api().delete(session.path()).problem(403, "FORBIDDEN");
        server.register().api().delete(session.path()).problem(403, "FORBIDDEN");
        server.enroller().delete(session.path()).problem(403, "FORBIDDEN");
        server.api()
                .as(server.issuer().auditor("ann").text())
                .delete(session.path())
                .problem(403, "FORBIDDEN");
        server.api().delete(session.path()).problem(401, "UNAUTHORIZED");

        session.api().get(session.route()).expect(200);
    }

    @Test
    void anEndedSessionIsGone() {
        SessionHandle session = server.open(server.register());
        session.api().delete(session.path()).expect(204);

        session.api().get(session.route()).problem(404, "NOT_FOUND");
        session.api().delete(session.path()).problem(404, "NOT_FOUND");
        server.operator().delete(session.path()).problem(404, "NOT_FOUND");
    }

    @Test
    void aSessionNobodyHas() {
        server.operator().delete("/api/v1/sessions/" + UUID.randomUUID()).problem(404, "NOT_FOUND");
        server.operator().delete("/api/v1/sessions/junk").problem(404, "NOT_FOUND");
        server.api().delete("/api/v1/sessions/junk").problem(401, "UNAUTHORIZED");
    }

    @Test
    void aPlaceIsFreeAgainWhenItsSessionHasEnded() {
        var body = Bodies.node(UUID.randomUUID());
        body.withObject("/capabilities").put("maxConnections", 1);
        NodeHandle node = server.register(body);
        SessionHandle session = server.open(node);
        var wish = Bodies.route(UUID.randomUUID()).put("targetNodeId", node.id().toString());
        server.api().post("/api/v1/routing/request", wish).problem(409, "NO_ROUTE");

        session.api().delete(session.path()).expect(204);

        server.api().post("/api/v1/routing/request", wish).expect(200);
    }

    @Test
    void aNodesSessionsEndWithIt() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);

        node.api().delete(node.path()).expect(204);

        await().atMost(PATIENCE)
                .until(() -> server.operator().get(session.route()).status() == 404);
    }

    /// The first to ask too much is the one who is stopped.
    @Test
    void aCredentialHasALimitOfItsOwn() {
        SessionHandle abuser = server.open(server.register());
        SessionHandle bystander = server.open(server.register());
        Answer answer = abuser.api().get(abuser.route());
        for (int i = 0; i < 200 && answer.status() != 429; i++) {
            assertThat(answer.status()).isEqualTo(200);
            answer = abuser.api().get(abuser.route());
        }

        answer.problem(429, "TOO_MANY_REQUESTS");
        assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
        assertThat(answer.header("RateLimit-Limit")).isEqualTo("20");
        assertThat(answer.header("RateLimit-Remaining")).isEqualTo("0");
        assertThat(Integer.parseInt(answer.header("RateLimit-Reset"))).isPositive();
        assertThat(answer.header("RateLimit-Policy")).isNotEmpty();
        bystander.api().get(bystander.route()).expect(200);
    }

    private static List<String> reasons(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.type().equals("io.boson.session.closed.v1"))
                .map(fact -> fact.data().path("reason").asText())
                .toList();
    }
}
