package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.FactReader.Fact;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class RouteApiTest {

    private static final String REQUEST = "/api/v1/routing/request";
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestServer server;

    RouteApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aClientIsToldAllThatItNeeds() {
        NodeHandle node = server.register();

        Answer answer = server.api().post(REQUEST, wish(node)).expect(200);

        JsonNode json = answer.json();
        assertThat(Answer.fields(json)).containsExactly("routes", "selectedRoute");
        JsonNode selected = json.path("selectedRoute");
        String session = selected.path("id").asText();
        assertThat(json.path("routes").toString())
                .isEqualTo(
                        """
                        [{"id":"%1$s","type":"direct","path":["%2$s"],"estimatedLatency":null,\
                        "estimatedBandwidth":null,"cost":1,"priority":100,\
                        "endpoint":"198.51.100.9:51820"},\
                        {"id":"%1$s","type":"relay","path":["%2$s"],"estimatedLatency":null,\
                        "estimatedBandwidth":null,"cost":2,"priority":50}]"""
                                .formatted(session, node.id()));
        assertThat(Answer.fields(selected))
                .containsExactly(
                        "id",
                        "relayEndpoint",
                        "nodeEndpoint",
                        "sessionToken",
                        "expiresAt",
                        "wireguardConfig");
        assertThat(selected.path("relayEndpoint").asText())
                .isEqualTo("ws://localhost:%d/relay/%s".formatted(server.relayPort(), session));
        assertThat(selected.path("nodeEndpoint").toString())
                .isEqualTo("{\"nodeId\":\"%s\",\"directConnection\":true}".formatted(node.id()));
        assertThat(selected.path("sessionToken").asText().split("\\.")).hasSize(3);
        assertThat(Instant.ofEpochMilli(selected.path("expiresAt").asLong()))
                .isBetween(Instant.now().plusSeconds(60), Instant.now().plusSeconds(121));
        assertThat(selected.path("wireguardConfig").toString())
                .isEqualTo(
                        """
                        {"serverPublicKey":"%1$s","serverEndpoint":"localhost:%2$d",\
                        "serverPort":%2$d,"allowedIPs":"0.0.0.0/0"}"""
                                .formatted(Bodies.key(node.id()), server.udpPort()));
        assertThat(answer.header("Boson-Position")).matches("sessions-\\d+-\\d+");
    }

    @Test
    void whereTheNodeCannotBeReachedTheRelayIsTheOnlyWay() {
        ObjectNode body = Bodies.node(UUID.randomUUID());
        ((ObjectNode) body.path("networkInfo")).put("natType", "PortRestricted");
        NodeHandle node = server.register(body);

        JsonNode json = server.api().post(REQUEST, wish(node)).expect(200).json();

        assertThat(json.path("routes").findValuesAsText("type")).containsExactly("relay");
        assertThat(json.path("routes").findValuesAsText("endpoint")).isEmpty();
        JsonNode endpoint = json.path("selectedRoute").path("nodeEndpoint");
        assertThat(endpoint.path("directConnection").asBoolean(true)).isFalse();
    }

    @Test
    void aRouteIsReadByThoseItConcerns() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);

        JsonNode route = session.api().get(session.route()).expect(200).json();

        assertThat(Answer.fields(route))
                .containsExactly(
                        "id",
                        "type",
                        "path",
                        "estimatedLatency",
                        "estimatedBandwidth",
                        "cost",
                        "priority",
                        "createdAt",
                        "expiresAt");
        assertThat(route.path("id").asText()).isEqualTo(session.id().toString());
        assertThat(Instant.parse(route.path("expiresAt").asText()))
                .isEqualTo(Instant.parse(route.path("createdAt").asText()).plusSeconds(120));
        node.api().get(session.route()).expect(200);
        server.operator().get(session.route()).expect(200);
        server.api().as(server.issuer().auditor("ann").text()).get(session.route()).expect(200);
        NodeHandle other = server.register();
        other.api().get(session.route()).problem(403, "FORBIDDEN");
        server.open(node).api().get(session.route()).problem(403, "FORBIDDEN");
        server.enroller().get(session.route()).problem(403, "FORBIDDEN");
        server.api().get(session.route()).problem(401, "UNAUTHORIZED");
    }

    @Test
    void aRouteIsReadNoOlderThanThePositionOfItsSession() {
        Answer opened = server.api().post(REQUEST, wish(server.register())).expect(200);
        SessionHandle session = server.opened(opened);
        String position = opened.header("Boson-Position");

        session.api().with("Boson-Position", position).get(session.route()).expect(200);
        session.api()
                .with("Boson-Position", "sessions-0-999999999")
                .get(session.route())
                .problem(503, "UNAVAILABLE");
        session.api()
                .with("Boson-Position", "nodes-0-0")
                .get(session.route())
                .problem(400, "BAD_REQUEST");
    }

    @Test
    void aRouteNobodyHas() {
        String path = "/api/v1/routing/route/";
        server.operator().get(path + UUID.randomUUID()).problem(404, "NOT_FOUND");
        server.operator().get(path + "junk").problem(404, "NOT_FOUND");
        server.api().get(path + UUID.randomUUID()).problem(401, "UNAUTHORIZED");
    }

    @Test
    void hardRequirementsAreRespectedAndTheReasonsCounted() {
        NodeHandle node = server.register();
        assertRefused("bandwidth-too-low", wish(node, "minBandwidth", 100.6));
        assertRefused("latency-unknown", wish(node, "maxLatency", 1000));

        node.api().post(node.path() + "/heartbeat", Bodies.heartbeat("online")).expect(200);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                server.api().post(REQUEST, wish(node, "maxLatency", 13)).status()
                                        == 200);

        assertRefused("latency-too-high", wish(node, "maxLatency", 12));
        server.api().post(REQUEST, wish(node, "minBandwidth", 100.5)).expect(200);
        assertThat(
                        server.api()
                                .post(REQUEST, wish(node))
                                .expect(200)
                                .json()
                                .path("routes")
                                .path(0)
                                .path("estimatedLatency")
                                .asDouble())
                .as("a measurement, once there is one")
                .isEqualTo(12.5);
    }

    @Test
    void preferencesRankAndDoNotRefuse() {
        NodeHandle there = server.register();
        ObjectNode wish = Bodies.route(UUID.randomUUID());
        ObjectNode wanted = wish.putObject("requirements");
        wanted.put("preferredLocation", Bodies.region(there.id())).put("preferredCountry", "DE");
        for (int i = 0; i < 5; i++) {
            assertThat(chosen(server.api().post(REQUEST, wish))).isEqualTo(there.id().toString());
        }

        wanted.put("preferredLocation", "nowhere").put("preferredCountry", "AQ");

        server.api().post(REQUEST, wish).expect(200);
    }

    @Test
    void aNodeThatIsNotThereIsNoNode() {
        server.register();
        ObjectNode wish = Bodies.route(UUID.randomUUID());
        wish.put("targetNodeId", UUID.randomUUID().toString());

        Answer answer = server.api().post(REQUEST, wish);

        JsonNode details = answer.problem(409, "NO_ROUTE").path("details");
        assertThat(details).hasSize(1);
        assertThat(details.get(0).path("field").asText()).isEqualTo("decisionId");
    }

    @Test
    void offlineNodesAreNotUsed() {
        NodeHandle node = server.register();
        node.api().post(node.path() + "/heartbeat", Bodies.heartbeat("offline")).expect(200);
        await().atMost(PATIENCE)
                .until(() -> server.api().post(REQUEST, wish(node)).status() == 409);

        assertRefused("offline", wish(node));
    }

    @Test
    void whateverAClientMissesIsNamed() {
        ObjectNode wish = Bodies.route(UUID.randomUUID());
        wish.put("clientId", "me").put("targetNodeId", "you");
        ObjectNode network = (ObjectNode) wish.path("clientNetworkInfo");
        network.put("natType", "none").remove("ipv4");
        network.putArray("coordinates").add(91).add(0);
        wish.putObject("requirements").put("minBandwidth", -1).put("preferredCountry", "Germany");

        assertThat(
                        server.api()
                                .post(REQUEST, wish)
                                .problem(400, "VALIDATION_FAILED")
                                .path("details")
                                .findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "clientId",
                        "targetNodeId",
                        "clientNetworkInfo.ipv4",
                        "clientNetworkInfo.natType",
                        "clientNetworkInfo.coordinates",
                        "requirements.minBandwidth",
                        "requirements.preferredCountry");
    }

    @Test
    void aWishSentTwiceIsGrantedOnce() {
        NodeHandle node = server.register();
        ObjectNode wish = wish(node);
        ApiClient api = server.api().with("Idempotency-Key", "key-" + node.id());

        SessionHandle first = server.opened(api.post(REQUEST, wish));
        SessionHandle second = server.opened(api.post(REQUEST, wish));

        assertThat(second.id()).isEqualTo(first.id());
        second.api().get(second.route()).expect(200);
        // Another client may use the same key.
        SessionHandle other = server.opened(api.post(REQUEST, wish(node)));
        assertThat(other.id()).isNotEqualTo(first.id());
    }

    /// However many ask at once, and whatever each of them is told.
    @Test
    void aNodeNeverHasMoreSessionsThanItHasPlaces() throws Exception {
        ObjectNode body = Bodies.node(UUID.randomUUID());
        ((ObjectNode) body.path("capabilities")).put("maxConnections", 10);
        NodeHandle node = server.register(body);
        List<Callable<Integer>> requests =
                IntStream.range(0, 50)
                        .<Callable<Integer>>mapToObj(
                                _ -> () -> server.api().post(REQUEST, wish(node)).status())
                        .toList();
        Map<Integer, Long> statuses;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            statuses =
                    threads.invokeAll(requests).stream()
                            .map(Future::resultNow)
                            .collect(Collectors.groupingBy(s -> s, Collectors.counting()));
        }

        try (FactReader facts = new FactReader(server.bootstrapServers(), "boson.sessions")) {
            facts.await(node.id(), all -> opened(all) >= 10);
            facts.all();
            assertThat(opened(facts.await(node.id(), _ -> true))).isEqualTo(10);
        }
        assertThat(statuses.getOrDefault(200, 0L)).isLessThanOrEqualTo(10);
        assertThat(statuses.keySet()).isSubsetOf(200, 409, 503);
        assertRefused("full", wish(node));
    }

    private static long opened(List<Fact> facts) {
        return facts.stream()
                .filter(fact -> fact.type().equals("io.boson.session.opened.v1"))
                .map(fact -> fact.header("ce_subject"))
                .distinct()
                .count();
    }

    private void assertRefused(String reason, ObjectNode wish) {
        JsonNode details =
                server.api().post(REQUEST, wish).problem(409, "NO_ROUTE").path("details");
        assertThat(details).hasSize(2);
        assertThat(details.get(0).toString())
                .isEqualTo("{\"field\":\"%s\",\"message\":\"1\"}".formatted(reason));
        assertThat(details.get(1).path("field").asText()).isEqualTo("decisionId");
    }

    private static String chosen(Answer answer) {
        return answer.expect(200)
                .json()
                .path("selectedRoute")
                .path("nodeEndpoint")
                .path("nodeId")
                .asText();
    }

    private static ObjectNode wish(NodeHandle node) {
        return Bodies.route(UUID.randomUUID()).put("targetNodeId", node.id().toString());
    }

    private static ObjectNode wish(NodeHandle node, String requirement, double value) {
        ObjectNode wish = wish(node);
        wish.putObject("requirements").put(requirement, value);
        return wish;
    }
}
