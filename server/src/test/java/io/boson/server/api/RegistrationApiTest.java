package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.events.node.NodeId;
import io.boson.server.api.TestServer.NodeHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class RegistrationApiTest {

    private static final String REGISTER = "/api/v1/nodes/register";

    private final TestServer server;
    private final UUID id = UUID.randomUUID();
    private final ObjectNode body = Bodies.node(id);

    RegistrationApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aNodeIsToldAllThatItNeeds() {
        Instant before = Instant.now();

        Answer answer = server.enroller().post(REGISTER, body).expect(201);

        JsonNode json = answer.json();
        assertThat(Answer.fields(json))
                .containsExactly(
                        "nodeId",
                        "status",
                        "relayServers",
                        "stunServers",
                        "sessionToken",
                        "expiresAt");
        assertThat(json.path("nodeId").asText()).isEqualTo(id.toString());
        assertThat(json.path("status").asText()).isEqualTo("registered");
        assertThat(json.path("relayServers").toString())
                .isEqualTo(
                        """
                        [{"id":"%1$s","host":"localhost","port":%2$d,"protocol":"websocket",\
                        "url":"ws://localhost:%2$d"}]"""
                                .formatted(server.instanceId(), server.relayPort()));
        assertThat(json.path("stunServers").toString())
                .isEqualTo("[{\"host\":\"localhost\",\"port\":%d}]".formatted(server.udpPort()));
        assertThat(json.path("sessionToken").asText().split("\\.")).hasSize(3);
        assertThat(json.path("expiresAt").isIntegralNumber()).isTrue();
        assertThat(Instant.ofEpochMilli(json.path("expiresAt").asLong()))
                .isBetween(
                        before.plus(Duration.ofHours(24)).minusSeconds(1),
                        Instant.now().plus(Duration.ofHours(24)));
        assertThat(answer.header("Boson-Position")).matches("nodes-\\d+-\\d+");
        assertThat(answer.header("X-Request-Id")).isNotEmpty();
    }

    @Test
    void theSameNodeAgainKeepsItsPastAndGetsAFreshToken() {
        NodeHandle node = server.register(body);
        JsonNode before = read();
        ((ObjectNode) body.path("location")).put("region", "Elsewhere");

        Answer again = node.api().post(REGISTER, body).expect(201);

        String fresh = again.json().path("sessionToken").asText();
        assertThat(fresh).isNotEqualTo(node.token());
        JsonNode after = read();
        assertThat(after.path("registeredAt")).isEqualTo(before.path("registeredAt"));
        assertThat(after.path("location").path("region").asText()).isEqualTo("Elsewhere");
        assertThat(after.path("lastHeartbeat").asText())
                .isGreaterThanOrEqualTo(before.path("lastHeartbeat").asText());
        server.api().as(fresh).post(node.path() + "/heartbeat", "{}").expect(200);
    }

    @Test
    void aNodeMayChangeItsKey() {
        NodeHandle node = server.register(body);
        String key = Bodies.key(UUID.randomUUID());
        body.put("publicKey", key);

        node.api().post(REGISTER, body).expect(201);

        assertThat(read().path("publicKey").asText()).isEqualTo(key);
    }

    @Test
    void aTakenIdNeedsItsToken() {
        server.register(body);
        body.put("publicKey", Bodies.key(UUID.randomUUID()));
        NodeHandle stranger = server.register();

        server.enroller().post(REGISTER, body).problem(409, "NODE_ID_TAKEN");
        stranger.api().post(REGISTER, body).problem(403, "FORBIDDEN");
        server.operator().post(REGISTER, body).problem(403, "FORBIDDEN");

        assertThat(read().path("publicKey").asText()).isEqualTo(Bodies.key(id));
    }

    @Test
    void enrolmentNeedsAKey() {
        Answer nobody = server.api().post(REGISTER, body);
        nobody.problem(401, "UNAUTHORIZED");
        assertThat(nobody.header("WWW-Authenticate")).startsWith("Bearer");
        server.api().as("not.a.token").post(REGISTER, body).problem(401, "UNAUTHORIZED");
        server.api()
                .as(server.issuer().enrolment("nobody-made-this").text())
                .post(REGISTER, body)
                .problem(401, "UNAUTHORIZED");
        server.operator().get("/api/v1/nodes/" + id).problem(404, "UNKNOWN_NODE");
    }

    @Test
    void aTokenOfAnUnknownNodeOpensNothing() {
        String leftover =
                server.issuer()
                        .node(new NodeId(id), UUID.randomUUID().toString(), Instant.now())
                        .text();

        server.api().as(leftover).post(REGISTER, body).problem(410, "REGISTER_AGAIN");
    }

    @Test
    void sentTwiceIsDoneOnce() {
        ApiClient api = server.enroller().with("Idempotency-Key", "key-" + id);

        JsonNode first = api.post(REGISTER, body).expect(201).json();
        Answer second = api.post(REGISTER, body).expect(201);

        assertThat(second.header("Boson-Position")).as("nothing was written").isEmpty();
        assertThat(second.json().path("nodeId")).isEqualTo(first.path("nodeId"));
        String token = second.json().path("sessionToken").asText();
        server.api().as(token).post("/api/v1/nodes/" + id + "/heartbeat", "{}").expect(200);
        server.enroller()
                .with("Idempotency-Key", "another")
                .post(REGISTER, body)
                .problem(409, "NODE_ID_TAKEN");
    }

    @Test
    void anIdempotencyKeyHasBounds() {
        server.enroller()
                .with("Idempotency-Key", "k".repeat(129))
                .post(REGISTER, body)
                .problem(400, "BAD_REQUEST");
    }

    @Test
    void thePublicAddressIsTheOneTheServerSees() {
        ((ObjectNode) body.path("networkInfo")).put("publicIp", "203.0.113.5");

        server.enroller()
                .with("X-Forwarded-For", "203.0.113.6")
                .with("X-Real-IP", "203.0.113.7")
                .post(REGISTER, body)
                .expect(201);

        assertThat(read().path("networkInfo").path("publicIp").asText()).isEqualTo("127.0.0.1");
    }

    @Test
    void whatMayBeNullMayNotBeAbsent() {
        ((ObjectNode) body.path("networkInfo")).putNull("ipv6").putNull("stunMappedAddress");
        ((ObjectNode) body.path("location")).putNull("coordinates");
        server.enroller().post(REGISTER, body).expect(201);
        JsonNode node = read();
        assertThat(node.path("networkInfo").path("ipv6").isNull()).isTrue();
        assertThat(node.path("networkInfo").path("stunMappedAddress").isNull()).isTrue();
        assertThat(node.path("location").path("coordinates").isNull()).isTrue();

        ObjectNode other = Bodies.node(UUID.randomUUID());
        ((ObjectNode) other.path("networkInfo")).remove("ipv6");
        ((ObjectNode) other.path("location")).remove("coordinates");
        assertThat(
                        server.enroller()
                                .post(REGISTER, other)
                                .problem(400, "VALIDATION_FAILED")
                                .path("details")
                                .findValuesAsText("field"))
                .containsExactly("networkInfo.ipv6", "location.coordinates");
    }

    @Test
    void whatIsWrongIsNamedAllAtOnceAndTheRestIsIgnored() {
        body.put("nodeId", "{" + id + "}").put("publicKey", "c2hvcnQ=").put("nobodyReads", 1);
        ((ObjectNode) body.path("networkInfo"))
                .put("ipv4", "2001:db8::1")
                .put("ipv6", "192.0.2.1")
                .put("natType", "Open")
                .put("localPort", 65_536);
        ((ObjectNode) body.path("capabilities")).put("maxConnections", 0).put("routing", "yes");
        ((ObjectNode) body.path("capabilities").path("bandwidth")).put("up", -1).put("down", "9");
        ((ObjectNode) body.path("location")).put("country", "QQQ").remove("region");
        ((ObjectNode) body.path("location")).putArray("coordinates").add(91).add(0);
        body.put("heartbeatInterval", 9);

        JsonNode error = server.enroller().post(REGISTER, body).problem(400, "VALIDATION_FAILED");

        assertThat(error.path("details").findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "nodeId",
                        "publicKey",
                        "networkInfo.ipv4",
                        "networkInfo.ipv6",
                        "networkInfo.natType",
                        "networkInfo.localPort",
                        "capabilities.maxConnections",
                        "capabilities.bandwidth.up",
                        "capabilities.bandwidth.down",
                        "capabilities.routing",
                        "location.country",
                        "location.region",
                        "location.coordinates",
                        "heartbeatInterval");
        assertThat(error.path("message").asText()).contains("capabilities.bandwidth.up");
    }

    @Test
    void metricsSentAlongAreCheckedAndNotKept() {
        ObjectNode metrics = body.putObject("metrics");
        metrics.put("latency", 1).put("jitter", 1).put("packetLoss", 0).put("cpuUsage", 99);
        metrics.put("memoryUsage", 101);
        assertThat(
                        server.enroller()
                                .post(REGISTER, body)
                                .problem(400, "VALIDATION_FAILED")
                                .path("details")
                                .findValuesAsText("field"))
                .containsExactly("metrics.memoryUsage");

        metrics.put("memoryUsage", 10);
        server.enroller().post(REGISTER, body).expect(201);

        assertThat(read().path("status").asText()).isEqualTo("online");
    }

    private JsonNode read() {
        return server.operator().get("/api/v1/nodes/" + id).expect(200).json();
    }
}
