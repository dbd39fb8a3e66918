package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SharedServer.class)
class NodeApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
    private static final String LIST = "/api/v1/nodes";

    private final TestServer server;

    NodeApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aNodeIsShownWholeAndWithoutItsToken() {
        NodeHandle node = server.register();

        JsonNode json = server.operator().get(node.path()).expect(200).json();

        assertThat(Answer.fields(json))
                .containsExactly(
                        "nodeId",
                        "publicKey",
                        "networkInfo",
                        "capabilities",
                        "location",
                        "status",
                        "draining",
                        "lastHeartbeat",
                        "registeredAt");
        assertThat(json.path("nodeId").asText()).isEqualTo(node.id().toString());
        assertThat(json.path("publicKey").asText()).isEqualTo(Bodies.key(node.id()));
        assertThat(json.path("networkInfo").toString())
                .isEqualTo(
                        """
                        {"ipv4":"192.0.2.1","ipv6":"2001:db8:0:0:0:0:0:1","natType":"FullCone",\
                        "stunMappedAddress":"198.51.100.9","localPort":51820,\
                        "publicIp":"127.0.0.1"}""");
        assertThat(json.path("capabilities").toString())
                .isEqualTo(
                        """
                        {"maxConnections":100,"bandwidth":{"up":50.0,"down":100.5},\
                        "routing":true,"natting":false}""");
        assertThat(json.path("location").toString())
                .isEqualTo(
                        "{\"country\":\"DE\",\"region\":\"%s\",\"coordinates\":[50.1,8.7]}"
                                .formatted(Bodies.region(node.id())));
        assertThat(json.path("status").asText()).isEqualTo("online");
        assertThat(json.path("draining").asBoolean(true)).isFalse();
        assertThat(json.path("lastHeartbeat").asText()).matches(TIME);
        assertThat(json.path("registeredAt").asText()).matches(TIME);
    }

    @Test
    void onlyThoseItConcernsMayReadANode() {
        NodeHandle node = server.register();
        NodeHandle other = server.register();
        ApiClient auditor = server.api().as(server.issuer().auditor("ann").text());

        node.api().get(node.path()).expect(200);
        auditor.get(node.path()).expect(200);
        other.api().get(node.path()).problem(403, "FORBIDDEN");
        server.open(node).api().get(node.path()).problem(403, "FORBIDDEN");
        server.enroller().get(node.path()).problem(403, "FORBIDDEN");
        server.api().get(node.path()).problem(401, "UNAUTHORIZED");
        auditor.delete(node.path()).problem(403, "FORBIDDEN");
    }

    @Test
    void onlyOperatorsAndAuditorsMayReadTheFleet() {
        NodeHandle node = server.register();

        server.api().as(server.issuer().auditor("ann").text()).get(LIST).expect(200);
        node.api().get(LIST).problem(403, "FORBIDDEN");
        server.api().get(LIST).problem(401, "UNAUTHORIZED");
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-uuid", "00000000-0000-0000-0000-000000000000"})
    void aNodeThatIsNotThere(String id) {
        server.operator().get(LIST + "/" + id).problem(404, "UNKNOWN_NODE");
        server.operator().delete(LIST + "/" + id).problem(404, "UNKNOWN_NODE");
    }

    /// All tokens ever given, looked for in all that may be read.
    @Test
    void noTokenIsInAnyRead() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);
        node.api().post(node.path() + "/heartbeat", "{}").expect(200);
        String reads =
                Stream.of(node.path(), LIST, session.route(), "/health")
                        .map(path -> server.operator().get(path).expect(200).text())
                        .reduce("", String::concat);

        assertThat(reads).contains(node.id().toString(), session.id().toString());
        assertThat(reads)
                .doesNotContain(node.token(), session.token(), server.enrolmentKey())
                .doesNotContain(server.operatorToken())
                .doesNotContainIgnoringCase("token")
                .doesNotContain("eyJ");
    }

    @Test
    void theFleetIsFilteredByPlaceAndStatus() {
        UUID first = UUID.randomUUID();
        NodeHandle calm = server.register(inRegion(first, "DE"));
        NodeHandle busy = server.register(inRegion(first, "FR"));
        busy.api().post(busy.path() + "/heartbeat", Bodies.heartbeat("degraded")).expect(200);
        String region = "?region=" + Bodies.region(first);
        await().atMost(PATIENCE).until(() -> ids(region + "&status=degraded").size() == 1);

        assertThat(ids(region)).containsExactlyInAnyOrder(text(calm), text(busy));
        assertThat(ids(region + "&country=fr")).containsExactly(text(busy));
        assertThat(ids(region + "&status=online")).containsExactly(text(calm));
        assertThat(ids(region + "&status=degraded&country=DE")).isEmpty();
        assertThat(ids("?region=nowhere")).isEmpty();
    }

    @Test
    void theFleetIsReadPageByPage() {
        UUID first = UUID.randomUUID();
        List<String> registered = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            registered.add(text(server.register(inRegion(first, "DE"))));
        }
        List<String> met = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        do {
            String query = "?limit=2&region=" + Bodies.region(first) + cursor;
            JsonNode page = server.operator().get(LIST + query).expect(200).json();
            met.addAll(page.path("nodes").findValuesAsText("nodeId"));
            assertThat(page.path("count").asInt()).isEqualTo(page.path("nodes").size());
            assertThat(Answer.fields(page)).startsWith("nodes", "count");
            cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
            pages++;
        } while (!cursor.isEmpty() && pages < 9);

        assertThat(pages).isEqualTo(3);
        assertThat(met).containsExactlyInAnyOrderElementsOf(registered);
    }

    @Test
    void wrongParametersAreNamed() {
        String query = "?status=gone&limit=1001&cursor=" + encoded("?!");

        assertThat(
                        server.operator()
                                .get(LIST + query)
                                .problem(400, "VALIDATION_FAILED")
                                .path("details")
                                .findValuesAsText("field"))
                .containsExactly("status", "limit", "cursor");
    }

    @Test
    void anOwnerTakesItsNodeAway() {
        NodeHandle node = server.register();

        Answer gone = node.api().delete(node.path()).expect(204);

        assertThat(gone.text()).isEmpty();
        assertThat(gone.header("Boson-Position")).matches("nodes-\\d+-\\d+");
        server.operator().get(node.path()).problem(404, "UNKNOWN_NODE");
        assertThat(ids("?region=" + Bodies.region(node.id()))).isEmpty();
        node.api().get(node.path()).problem(404, "UNKNOWN_NODE");
        node.api().post(node.path() + "/heartbeat", "{}").problem(410, "REGISTER_AGAIN");
    }

    @Test
    void anOperatorTakesAnyNodeAwayAndMaySaySoTwice() {
        NodeHandle node = server.register();
        server.register().api().delete(node.path()).problem(403, "FORBIDDEN");
        server.enroller().delete(node.path()).problem(403, "FORBIDDEN");
        server.api().delete(node.path()).problem(401, "UNAUTHORIZED");

        server.operator().delete(node.path()).expect(204);
        Answer again = server.operator().delete(node.path()).expect(204);

        assertThat(again.header("Boson-Position")).as("nothing was written").isEmpty();
    }

    @Test
    void readsAreNoOlderThanThePositionTheyName() {
        ObjectNode body = Bodies.node(UUID.randomUUID());
        Answer registered = server.enroller().post(LIST + "/register", body).expect(201);
        String position = registered.header("Boson-Position");
        String path = LIST + "/" + body.path("nodeId").asText();

        server.operator().with("Boson-Position", position).get(path).expect(200);
        server.operator().with("Boson-Position", position).get(LIST).expect(200);
    }

    @Test
    void aPositionThatIsNotReachedIsNotPretended() {
        NodeHandle node = server.register();

        Answer answer =
                server.operator().with("Boson-Position", "nodes-0-999999999").get(node.path());

        answer.problem(503, "UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isNotEmpty();
    }

    /// Heartbeats reach readers now and then, not one by one: there is nothing to wait for.
    @ParameterizedTest
    @ValueSource(strings = {"heartbeats-0-0", "sessions-0-0", "nodes-0", "elsewhere-0-0", "1"})
    void onlyPositionsOfNodesSayAnythingAboutNodes(String position) {
        NodeHandle node = server.register();

        server.operator()
                .with("Boson-Position", position)
                .get(node.path())
                .problem(400, "BAD_REQUEST");
        server.operator().with("Boson-Position", position).get(LIST).problem(400, "BAD_REQUEST");
    }

    private ObjectNode inRegion(UUID ofNode, String country) {
        ObjectNode body = Bodies.node(UUID.randomUUID());
        ((ObjectNode) body.path("location"))
                .put("country", country)
                .put("region", Bodies.region(ofNode));
        return body;
    }

    private List<String> ids(String query) {
        JsonNode page = server.operator().get(LIST + query).expect(200).json();
        assertThat(page.path("count").asInt()).isEqualTo(page.path("nodes").size());
        return page.path("nodes").findValuesAsText("nodeId");
    }

    private static String text(NodeHandle node) {
        return node.id().toString();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
