package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.events.node.NodeId;
import io.boson.server.api.FactReader.Fact;
import io.boson.server.api.TestServer.NodeHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class MetricsApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PATH = "/api/v1/metrics";

    private final TestServer server;

    MetricsApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aSampleIsAcknowledgedAndStandsInTheLog() {
        NodeHandle node = server.register();

        Answer answer = node.api().post(PATH, Bodies.sample(node.id())).expect(201);

        assertThat(answer.text()).isEqualTo("{\"status\":\"ok\"}");
        assertThat(answer.header("Boson-Position")).matches("metrics-\\d+-\\d+");
        Fact fact = fact(node);
        assertThat(fact.position()).isEqualTo(answer.header("Boson-Position"));
        assertThat(fact.type()).isEqualTo("io.boson.node.metrics.v1");
        assertThat(fact.header("ce_actor")).isEqualTo("node:" + node.id());
        assertThat(fact.data().path("registration").asText()).hasSize(36);
        JsonNode sample = fact.data().path("samples").path(0);
        assertThat(sample.path("network").path("bandwidthDown").asDouble()).isEqualTo(8);
        assertThat(sample.path("system").path("diskUsage").asDouble()).isEqualTo(55);
        assertThat(sample.path("wireguard").path("bytesSent").asLong()).isEqualTo(99_000);
        assertThat(sample.path("connections").path("total").asLong()).isEqualTo(12);
        assertThat(sample.has("skewMillis")).as("it named no time").isFalse();
        assertThat(sample.path("time")).isEqualTo(fact.data().path("at"));
    }

    @Test
    void manySamplesAreOneRecord() {
        NodeHandle node = server.register();

        node.api().post(PATH, samples(node, 500)).expect(201);

        assertThat(fact(node).data().path("samples")).hasSize(500);
    }

    @Test
    void linesAreTakenLikeAnArray() {
        NodeHandle node = server.register();
        String line = Bodies.sample(node.id()).toString();

        lines(node, line + "\n" + line + "\n").expect(201);

        assertThat(fact(node).data().path("samples")).hasSize(2);
    }

    @Test
    void thereIsALimitToHowMany() {
        NodeHandle node = server.register();
        String line = Bodies.sample(node.id()).toString();

        node.api().post(PATH, samples(node, 501)).problem(400, "BAD_REQUEST");
        node.api().post(PATH, "[]").problem(400, "BAD_REQUEST");
        lines(node, (line + "\n").repeat(501)).problem(400, "BAD_REQUEST");
        lines(node, "").problem(400, "BAD_REQUEST");
        lines(node, line + "\n{").problem(400, "MALFORMED_JSON");
        node.api().post(PATH, line + "\n" + line).problem(400, "MALFORMED_JSON");
        node.api().post(PATH, "7").problem(400, "BAD_REQUEST");
    }

    @Test
    void everyWrongFieldIsNamedWithTheIndexOfItsSample() {
        NodeHandle node = server.register();
        ArrayNode samples = samples(node, 3);
        ObjectNode second = (ObjectNode) samples.path(1).path("metrics");
        ((ObjectNode) second.path("network")).put("latency", -1).remove("bandwidth");
        ((ObjectNode) second.path("wireguard").path("packets")).put("errors", 1.5);
        ((ObjectNode) second.path("wireguard").path("bytes")).put("sent", 1L << 53);
        ((ObjectNode) samples.path(2)).put("counters", "sometimes").put("timestamp", "now");
        samples.add(7);

        assertThat(
                        node.api()
                                .post(PATH, samples)
                                .problem(400, "VALIDATION_FAILED")
                                .path("details")
                                .findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "[1].metrics.network.latency",
                        "[1].metrics.network.bandwidth",
                        "[1].metrics.wireguard.packets.errors",
                        "[1].metrics.wireguard.bytes.sent",
                        "[2].counters",
                        "[2].timestamp",
                        "[3]");
    }

    /// Every field, numbers as long as they get, indented: more than other requests may be.
    @Test
    void fiveHundredFullSamplesAreTakenAndTheLimitIsKept() {
        NodeHandle node = server.register();
        String full = fullSamples(node, 500);
        assertThat(full.length()).isBetween(400 << 10, 1 << 20);
        int room = (1 << 20) - full.length();

        node.api().send("POST", PATH, full + " ".repeat(room)).expect(201);
        node.api()
                .send("POST", PATH, full + " ".repeat(room + 1))
                .problem(413, "PAYLOAD_TOO_LARGE");
        node.api().send("POST", PATH + "/", full).expect(201);

        assertThat(fact(node).data().path("samples")).hasSize(500);
    }

    private static String fullSamples(NodeHandle node, int count) {
        double longest = 100.0 / 7;
        ArrayNode samples = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) {
            ObjectNode sample = Bodies.sample(node.id());
            sample.put("timestamp", Instant.now().minusSeconds(i).toEpochMilli());
            sample.put("counters", "cumulative");
            ObjectNode metrics = (ObjectNode) sample.path("metrics");
            ObjectNode network = (ObjectNode) metrics.path("network");
            network.put("latency", longest).put("jitter", longest).put("packetLoss", longest);
            ((ObjectNode) network.path("bandwidth")).put("up", longest).put("down", longest);
            ((ObjectNode) metrics.path("system"))
                    .put("cpuUsage", longest)
                    .put("memoryUsage", longest)
                    .put("diskUsage", longest)
                    .put("loadAverage", longest);
            samples.add(sample);
        }
        return samples.toPrettyString();
    }

    @Test
    void oneWrongSampleKeepsAllOfThemOut() {
        NodeHandle node = server.register();
        ArrayNode samples = samples(node, 2);
        ((ObjectNode) samples.path(1)).remove("metrics");
        node.api().post(PATH, samples).problem(400, "VALIDATION_FAILED");
        node.api().post(PATH, Bodies.sample(node.id())).expect(201);

        assertThat(fact(node).data().path("samples")).as("the first record").hasSize(1);
    }

    @Test
    void aNodeSpeaksForItselfAlone() {
        NodeHandle node = server.register();
        NodeHandle other = server.register();
        ObjectNode sample = Bodies.sample(node.id());

        server.api().post(PATH, sample).problem(401, "UNAUTHORIZED");
        other.api().post(PATH, sample).problem(403, "FORBIDDEN");
        server.operator().post(PATH, sample).problem(403, "FORBIDDEN");
        server.open(node).api().post(PATH, sample).problem(403, "FORBIDDEN");
        ArrayNode mixed = samples(node, 1).add(Bodies.sample(other.id()));
        node.api().post(PATH, mixed).problem(403, "FORBIDDEN");
    }

    @Test
    void aNodeNobodyKnowsAndOneThatIsGoneAreToldSo() {
        UUID id = UUID.randomUUID();
        String token =
                server.issuer()
                        .node(new NodeId(id), UUID.randomUUID().toString(), Instant.now())
                        .text();
        server.api().as(token).post(PATH, Bodies.sample(id)).problem(404, "UNKNOWN_NODE");

        NodeHandle node = server.register();
        server.operator().delete(node.path()).expect(204);
        node.api().post(PATH, Bodies.sample(node.id())).problem(410, "REGISTER_AGAIN");
    }

    @Test
    void aBelievableClockIsFollowedAndEveryOtherKeptAsSkew() {
        NodeHandle node = server.register();
        Instant now = Instant.now();
        ArrayNode samples = JsonNodeFactory.instance.arrayNode();
        for (long seconds : List.of(-86_000L, -90_000L, 50L, 100L)) {
            samples.add(
                    Bodies.sample(node.id())
                            .put("timestamp", now.plusSeconds(seconds).toEpochMilli()));
        }

        node.api().post(PATH, samples).expect(201);

        JsonNode said = fact(node).data();
        Instant at = Instant.parse(said.path("at").asText());
        assertThat(time(said, 0)).isCloseTo(now.minusSeconds(86_000), within());
        assertThat(time(said, 1)).isEqualTo(at);
        assertThat(time(said, 2)).isCloseTo(now.plusSeconds(50), within());
        assertThat(time(said, 3)).isEqualTo(at);
        assertThat(said.path("samples").path(1).path("skewMillis").asLong())
                .isBetween(-90_010_000L, -90_000_000L);
        assertThat(said.path("samples").path(3).path("skewMillis").asLong())
                .isBetween(90_000L, 100_000L);
    }

    /// What a sample says of the processor ranks the node as a heartbeat's word would.
    @Test
    void samplesMeetHeartbeatsInTheNodesLoad() {
        NodeHandle node = server.register();
        ObjectNode sample = Bodies.sample(node.id());
        ((ObjectNode) sample.path("metrics").path("network")).put("latency", 222);

        node.api().post(PATH, sample).expect(201);

        ObjectNode wish = Bodies.route(UUID.randomUUID());
        wish.put("targetNodeId", node.id().toString())
                .putObject("requirements")
                .put("maxLatency", 200);
        await().atMost(PATIENCE)
                .until(() -> server.api().post("/api/v1/routing/request", wish).status() == 409);
    }

    private static org.assertj.core.data.TemporalOffset<java.time.temporal.Temporal> within() {
        return new org.assertj.core.data.TemporalUnitWithinOffset(
                1, java.time.temporal.ChronoUnit.MILLIS);
    }

    private static Instant time(JsonNode said, int sample) {
        return Instant.parse(said.path("samples").path(sample).path("time").asText());
    }

    private static ArrayNode samples(NodeHandle node, int count) {
        ArrayNode samples = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) {
            samples.add(Bodies.sample(node.id()));
        }
        return samples;
    }

    private static Answer lines(NodeHandle node, String body) {
        return node.api().with("Content-Type", "application/x-ndjson").send("POST", PATH, body);
    }

    private Fact fact(NodeHandle node) {
        try (FactReader reader = new FactReader(server.bootstrapServers(), "boson.metrics")) {
            return reader.await(node.id(), facts -> !facts.isEmpty()).getFirst();
        }
    }
}
