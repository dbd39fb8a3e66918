package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class DrainApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestServer server;

    DrainApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aDrainingNodeTakesNoNewClientsAndTellsThoseItHas() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);
        try (RelayPeer client =
                RelayPeer.connect(server.relay(session.id()), session.id(), session.token())) {
            client.greeted();

            JsonNode drained = node.api().post(drain(node), grace(600)).expect(200).json();

            assertThat(drained.path("draining").asBoolean()).isTrue();
            Instant until = Instant.parse(drained.path("drainingUntil").asText());
            assertThat(Duration.between(Instant.now(), until))
                    .isBetween(Duration.ofSeconds(500), Duration.ofSeconds(600));
            assertThat(client.next()).contains("\"action\":\"drain\"", node.id().toString());
            assertThat(ask(node).problem(409, "NO_ROUTE").path("details").toString())
                    .contains("draining");
            JsonNode action = actions(node).get(0);
            assertThat(action.path("type").asText()).isEqualTo("maintenance");
            assertThat(action.path("payload").path("until").asText()).isEqualTo(until.toString());
            session.api().get(session.path()).expect(200);
        }
    }

    @Test
    void aNodeThatResumesTakesClientsAgain() {
        NodeHandle node = server.register();
        server.operator().post(drain(node), grace(600)).expect(200);
        ask(node).problem(409, "NO_ROUTE");

        JsonNode resumed = server.operator().post(resume(node), nothing()).expect(200).json();

        assertThat(resumed.path("draining").asBoolean()).isFalse();
        assertThat(resumed.has("drainingUntil")).isFalse();
        assertThat(actions(node)).isEmpty();
        ask(node).expect(200);
    }

    @Test
    void whenTheGraceIsOverItsSessionsEnd() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);
        try (RelayPeer client =
                RelayPeer.connect(server.relay(session.id()), session.id(), session.token())) {
            client.greeted();
            node.api().post(drain(node), grace(0)).expect(200);

            await().atMost(PATIENCE)
                    .until(() -> server.operator().get(session.path()).status() == 404);
        }
    }

    @Test
    void askingTwiceChangesNothingUnlessInAHurry() {
        NodeHandle node = server.register();
        String first = until(node.api().post(drain(node), grace(600)).expect(200));

        assertThat(until(node.api().post(drain(node), grace(900)).expect(200))).isEqualTo(first);
        assertThat(until(node.api().post(drain(node), grace(60)).expect(200))).isLessThan(first);
    }

    @Test
    void itsOwnerAndOperatorsAloneMayDrainANode() {
        NodeHandle node = server.register();
        for (String path : new String[] {drain(node), resume(node)}) {
            server.api().post(path, nothing()).problem(401, "UNAUTHORIZED");
            server.register().api().post(path, nothing()).problem(403, "FORBIDDEN");
            server.open(node).api().post(path, nothing()).problem(403, "FORBIDDEN");
            server.api()
                    .as(server.issuer().auditor("ann").text())
                    .post(path, nothing())
                    .problem(403, "FORBIDDEN");
        }
    }

    @Test
    void whatIsWrongIsNamed() {
        NodeHandle node = server.register();
        assertThat(
                        node.api()
                                .post(drain(node), grace(-1))
                                .problem(400, "VALIDATION_FAILED")
                                .toString())
                .contains("graceSeconds");
        server.operator()
                .post("/api/v1/nodes/" + UUID.randomUUID() + "/drain", nothing())
                .problem(404, "UNKNOWN_NODE");
        server.operator().post("/api/v1/nodes/x/resume", nothing()).problem(404, "UNKNOWN_NODE");
        node.api().delete(node.path()).expect(204);
        server.operator().post(drain(node), nothing()).problem(410, "REGISTER_AGAIN");
    }

    private Answer ask(NodeHandle node) {
        var wish = Bodies.route(UUID.randomUUID()).put("targetNodeId", node.id().toString());
        return server.api().post("/api/v1/routing/request", wish);
    }

    private static JsonNode actions(NodeHandle node) {
        return node.api()
                .post(node.path() + "/heartbeat", Bodies.heartbeat("online"))
                .expect(200)
                .json()
                .path("actions");
    }

    private static String until(Answer answer) {
        return answer.json().path("drainingUntil").asText();
    }

    private static String drain(NodeHandle node) {
        return node.path() + "/drain";
    }

    private static String resume(NodeHandle node) {
        return node.path() + "/resume";
    }

    private static ObjectNode grace(int seconds) {
        return nothing().put("graceSeconds", seconds);
    }

    private static ObjectNode nothing() {
        return JsonNodeFactory.instance.objectNode();
    }
}
