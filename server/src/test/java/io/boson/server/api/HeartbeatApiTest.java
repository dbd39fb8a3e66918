package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.events.node.NodeId;
import io.boson.server.api.TestServer.NodeHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedServer.class)
class HeartbeatApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestServer server;

    HeartbeatApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aHeartbeatIsAnsweredWithWhenToSendTheNext() {
        NodeHandle node = server.register();

        Answer answer = beat(node, Bodies.heartbeat("online")).expect(200);

        assertThat(Answer.fields(answer.json()))
                .containsExactly("status", "nextHeartbeat", "actions");
        assertThat(answer.json().path("status").asText()).isEqualTo("ok");
        assertThat(answer.json().path("actions").toString()).isEqualTo("[]");
        assertThat(answer.header("Boson-Position")).matches("heartbeats-\\d+-\\d+");
    }

    /// Up to a tenth earlier than the node means to, so that a fleet spreads.
    @ParameterizedTest
    @CsvSource({"0, 27, 30", "10, 9, 10", "100, 90, 100", "300, 270, 300"})
    void theNodesOwnIntervalIsHonoured(int interval, int earliest, int latest) {
        ObjectNode body = Bodies.node(UUID.randomUUID());
        if (interval > 0) {
            body.put("heartbeatInterval", interval);
        }
        NodeHandle node = server.register(body);

        for (int i = 0; i < 20; i++) {
            JsonNode next = beat(node, "{}").expect(200).json().path("nextHeartbeat");
            assertThat(next.isIntegralNumber()).isTrue();
            assertThat(next.asInt()).isBetween(earliest, latest);
        }
    }

    @Test
    void aNodeThatMeasuresTroubleIsHeardMoreOften() {
        NodeHandle node = server.register();
        ObjectNode troubled = Bodies.heartbeat("online");
        ((ObjectNode) troubled.path("metrics")).put("packetLoss", 10.5);

        assertThat(beat(node, troubled).expect(200).json().path("nextHeartbeat").asInt())
                .isBetween(9, 10);
        assertThat(
                        beat(node, Bodies.heartbeat("degraded"))
                                .expect(200)
                                .json()
                                .path("nextHeartbeat")
                                .asInt())
                .as("stated, not measured")
                .isBetween(27, 30);
    }

    @ParameterizedTest
    @CsvSource({
        "online,   cpuUsage,    90,   online",
        "online,   cpuUsage,    90.1, degraded",
        "online,   memoryUsage, 91,   degraded",
        "online,   packetLoss,  10,   online",
        "online,   packetLoss,  11,   degraded",
        "degraded, cpuUsage,    10,   degraded",
        "offline,  cpuUsage,    10,   offline",
        "offline,  cpuUsage,    99,   offline",
    })
    void theWorseOfStatedAndMeasuredCounts(
            String stated, String metric, double value, String status) {
        NodeHandle node = server.register();
        ObjectNode said = Bodies.heartbeat(stated);
        ((ObjectNode) said.path("metrics")).put(metric, value).put("latency", 77);

        beat(node, said).expect(200);

        await().atMost(PATIENCE).until(() -> sawHeartbeat(node));
        assertThat(read(node).path("status").asText()).isEqualTo(status);
    }

    @Test
    void aNodeRecoversWithItsNextHeartbeat() {
        NodeHandle node = server.register();
        beat(node, Bodies.heartbeat("degraded")).expect(200);
        await().atMost(PATIENCE).until(() -> read(node).path("status").asText().equals("degraded"));

        beat(node, "{}").expect(200);

        await().atMost(PATIENCE).until(() -> read(node).path("status").asText().equals("online"));
    }

    @Test
    void nothingAtAllIsEnough() {
        NodeHandle node = server.register();

        node.api().send("POST", node.path() + "/heartbeat").expect(200);
        beat(node, "{}").expect(200);
        beat(node, "{\"status\":\"online\",\"load\":[1,2,3]}").expect(200);
    }

    @Test
    void metricsComeWholeOrNotAtAll() {
        NodeHandle node = server.register();
        ObjectNode said = Bodies.heartbeat("fine");
        ((ObjectNode) said.path("metrics")).put("cpuUsage", 100.5).remove("jitter");
        ((ObjectNode) said.path("metrics")).put("activeConnections", 1.5).remove("bandwidth");

        assertThat(
                        beat(node, said)
                                .problem(400, "VALIDATION_FAILED")
                                .path("details")
                                .findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "status",
                        "metrics.jitter",
                        "metrics.cpuUsage",
                        "metrics.activeConnections",
                        "metrics.bandwidth");
    }

    @Test
    void aNodeSpeaksForItselfAlone() {
        NodeHandle node = server.register();
        NodeHandle other = server.register();
        String path = node.path() + "/heartbeat";

        server.api().post(path, "{}").problem(401, "UNAUTHORIZED");
        server.api().as("junk").post(path, "{}").problem(401, "UNAUTHORIZED");
        other.api().post(path, "{}").problem(403, "FORBIDDEN");
        server.operator().post(path, "{}").problem(403, "FORBIDDEN");
        server.enroller().post(path, "{}").problem(403, "FORBIDDEN");
        server.open(node).api().post(path, "{}").problem(403, "FORBIDDEN");
        node.api().post("/api/v1/nodes/no-uuid/heartbeat", "{}").problem(403, "FORBIDDEN");
    }

    @Test
    void aNodeNobodyKnowsIsToldSo() {
        UUID id = UUID.randomUUID();
        String token =
                server.issuer()
                        .node(new NodeId(id), UUID.randomUUID().toString(), Instant.now())
                        .text();

        server.api()
                .as(token)
                .post("/api/v1/nodes/" + id + "/heartbeat", "{}")
                .problem(404, "UNKNOWN_NODE");
    }

    @Test
    void aNodeThatWasRemovedIsToldToRegisterAgain() {
        NodeHandle node = server.register();
        server.operator().delete(node.path()).expect(204);

        beat(node, "{}").problem(410, "REGISTER_AGAIN");
        node.api()
                .post("/api/v1/nodes/register", Bodies.node(node.id()))
                .problem(410, "REGISTER_AGAIN");
    }

    /// Whoever enrols a removed node's id begins a new life; the old token is no part of it.
    @Test
    void aTokenOfAnEarlierLifeIsOver() {
        NodeHandle old = server.register();
        server.operator().delete(old.path()).expect(204);
        NodeHandle fresh = server.register(Bodies.node(old.id()));

        beat(old, "{}").problem(410, "REGISTER_AGAIN");
        old.api().delete(old.path()).problem(410, "REGISTER_AGAIN");
        beat(fresh, "{}").expect(200);
    }

    private boolean sawHeartbeat(NodeHandle node) {
        JsonNode read = read(node);
        return !read.path("lastHeartbeat").equals(read.path("registeredAt"));
    }

    private JsonNode read(NodeHandle node) {
        return node.api().get(node.path()).expect(200).json();
    }

    private static Answer beat(NodeHandle node, JsonNode body) {
        return beat(node, body.toString());
    }

    private static Answer beat(NodeHandle node, String body) {
        return node.api().post(node.path() + "/heartbeat", body);
    }
}
