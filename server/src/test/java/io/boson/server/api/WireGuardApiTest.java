package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.FactReader.Fact;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// WireGuard for people: what a client with a key is given, what its node is told, and who says
/// where the client is.
@ExtendWith(SharedServer.class)
class WireGuardApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String NOBODY = "0".repeat(32);

    private final TestServer server;

    WireGuardApiTest(TestServer server) {
        this.server = server;
    }

    private static ObjectNode wish(NodeHandle node, UUID client, String key) {
        return Bodies.route(client)
                .put("targetNodeId", node.id().toString())
                .put("clientPublicKey", key);
    }

    private Answer ask(NodeHandle node, UUID client, String key) {
        return server.api().post("/api/v1/routing/request", wish(node, client, key));
    }

    private static String newKey() {
        return Bodies.key(UUID.randomUUID());
    }

    private SessionHandle open(NodeHandle node, String key) {
        return server.opened(ask(node, UUID.randomUUID(), key));
    }

    private static JsonNode config(Answer answer) {
        return answer.expect(200).json().path("selectedRoute").path("wireguardConfig");
    }

    private static String file(NodeHandle node) {
        return node.path() + "/wireguard.conf";
    }

    private static String file(SessionHandle session) {
        return session.path() + "/wireguard.conf";
    }

    @Test
    void aKeyBringsAWholeConfiguration() {
        NodeHandle node = server.register();

        JsonNode config = config(ask(node, UUID.randomUUID(), newKey()));

        assertThat(Answer.fields(config))
                .containsExactly(
                        "serverPublicKey",
                        "serverEndpoint",
                        "serverPort",
                        "allowedIPs",
                        "clientAddress",
                        "mtu",
                        "persistentKeepalive");
        assertThat(config.path("serverPublicKey").asText()).isEqualTo(Bodies.key(node.id()));
        assertThat(config.path("serverEndpoint").asText())
                .isEqualTo("localhost:" + server.udpPort());
        assertThat(config.path("serverPort").asInt()).isEqualTo(server.udpPort());
        assertThat(config.path("allowedIPs").asText()).isEqualTo("0.0.0.0/0, ::/0");
        assertThat(config.path("clientAddress").asText())
                .matches("100\\.96\\.0\\.2/32, fd[0-9a-f]{2}:[0-9a-f:]+::2/128");
        assertThat(config.path("mtu").asInt()).isEqualTo(1420);
        assertThat(config.path("persistentKeepalive").asInt()).isEqualTo(25);
    }

    @Test
    void withoutAKeyThereIsNoTunnel() {
        NodeHandle node = server.register();
        SessionHandle plain = server.open(node);

        plain.api().get(file(plain)).problem(409, "NO_CLIENT_KEY");
        assertThat(plain.api().get(plain.path()).json().has("tunnel")).isFalse();
        assertThat(node.api().get(file(node)).expect(200).text()).doesNotContain("[Peer]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"short\"",
                "\"\"",
                "7",
                "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\"",
                "\"////////////////////////////////////////////\"",
                "\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABB=\""
            })
    void whatIsNoKeyIsNamed(String key) {
        ObjectNode wish = Bodies.route(UUID.randomUUID());
        String body = wish.toString().replaceFirst("\\{", "{\"clientPublicKey\":" + key + ",");

        JsonNode error =
                server.api()
                        .post("/api/v1/routing/request", body)
                        .problem(400, "VALIDATION_FAILED");

        assertThat(error.path("details").path(0).path("field").asText())
                .isEqualTo("clientPublicKey");
        assertThat(error.path("message").asText()).contains("44 characters of base64");
    }

    @Test
    void noTwoClientsOfANodeHaveTheSameAddress() {
        NodeHandle node = server.register();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < 5; i++) {
            String address =
                    config(ask(node, UUID.randomUUID(), newKey())).path("clientAddress").asText();
            assertThat(seen.add(address)).as(address).isTrue();
        }
        NodeHandle other = server.register();
        assertThat(config(ask(other, UUID.randomUUID(), newKey())).path("clientAddress").asText())
                .as("on another node")
                .isIn(seen);
    }

    @Test
    void anEndedSessionsAddressIsNotGivenAtOnce() {
        NodeHandle node = server.register();
        Answer first = ask(node, UUID.randomUUID(), newKey());
        SessionHandle session = server.opened(first);
        session.api().delete(session.path()).expect(204);

        JsonNode next = config(ask(node, UUID.randomUUID(), newKey()));

        assertThat(next.path("clientAddress").asText())
                .isNotEqualTo(config(first).path("clientAddress").asText())
                .startsWith("100.96.0.3/32");
    }

    @Test
    void aClientsFileIsForThoseWhoMayReadItsSession() {
        NodeHandle node = server.register();
        String key = newKey();
        SessionHandle session = open(node, key);

        Answer answer = session.api().get(file(session)).expect(200);

        assertThat(answer.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertThat(answer.text().lines().map(line -> line.replaceAll("fd[0-9a-f:]+::2", "V6")))
                .containsExactly(
                        "# Boson session " + session.id(),
                        "[Interface]",
                        "# PrivateKey = the other half of " + key,
                        "Address = 100.96.0.2/32, V6/128",
                        "MTU = 1420",
                        "",
                        "[Peer]",
                        "PublicKey = " + Bodies.key(node.id()),
                        "AllowedIPs = 0.0.0.0/0, ::/0",
                        "Endpoint = localhost:" + server.udpPort(),
                        "PersistentKeepalive = 25");
        node.api().get(file(session)).expect(200);
        server.operator().get(file(session)).expect(200);
        open(node, newKey()).api().get(file(session)).problem(403, "FORBIDDEN");
        server.register().api().get(file(session)).problem(403, "FORBIDDEN");
        server.api().get(file(session)).problem(401, "UNAUTHORIZED");
        server.operator()
                .get("/api/v1/sessions/" + UUID.randomUUID() + "/wireguard.conf")
                .problem(404, "NOT_FOUND");
    }

    @Test
    void theClientsAddressesArePartOfItsSession() {
        SessionHandle session = open(server.register(), newKey());
        JsonNode tunnel = session.api().get(session.path()).json().path("tunnel");
        assertThat(tunnel.path("ipv4").asText()).isEqualTo("100.96.0.2");
        assertThat(tunnel.path("ipv6").asText()).startsWith("fd").endsWith("::2");
    }

    @Test
    void aRepeatedRequestGivesTheSameSessionAndANewKeyANewOne() {
        NodeHandle node = server.register();
        UUID client = UUID.randomUUID();
        String key = newKey();
        SessionHandle first = server.opened(ask(node, client, key));

        assertThat(server.opened(ask(node, client, key)).id()).isEqualTo(first.id());
        SessionHandle second = server.opened(ask(node, client, newKey()));

        assertThat(second.id()).isNotEqualTo(first.id());
        server.operator().get(first.path()).problem(404, "NOT_FOUND");
        assertThat(node.api().get(file(node)).text()).doesNotContain(key);
    }

    /// A client that asks without a key wants no other tunnel than it has.
    @Test
    void aClientThatShowsNoKeyKeepsItsSession() {
        NodeHandle node = server.register();
        UUID client = UUID.randomUUID();
        SessionHandle first = server.opened(ask(node, client, newKey()));
        ObjectNode plain = Bodies.route(client).put("targetNodeId", node.id().toString());

        Answer again = server.api().post("/api/v1/routing/request", plain);

        assertThat(server.opened(again).id()).isEqualTo(first.id());
        assertThat(config(again).path("clientAddress").asText()).startsWith("100.96.0.2/32");
    }

    @Test
    void twoClientsOfANodeCannotHaveOneKey() {
        NodeHandle node = server.register();
        String key = newKey();
        open(node, key);
        ask(node, UUID.randomUUID(), key).problem(409, "NO_ROUTE");
    }

    @Test
    void whereAClientAskedFromIsKeptBesideItsSessionAlone() {
        NodeHandle node = server.register();
        SessionHandle session = open(node, newKey());
        try (FactReader facts = new FactReader(server.bootstrapServers(), "boson.usage")) {
            Fact fact = facts.await(node.id(), all -> !all.isEmpty()).getFirst();
            assertThat(fact.type()).isEqualTo("io.boson.session.asked-from.v1");
            assertThat(fact.data().path("sessionId").asText()).isEqualTo(session.id().toString());
            assertThat(fact.data().path("address").asText()).isEqualTo("127.0.0.1");
        }
        try (FactReader facts = new FactReader(server.bootstrapServers(), "boson.sessions")) {
            List<Fact> all = facts.await(node.id(), told -> told.size() == 2);
            assertThat(all).noneMatch(each -> each.data().toString().contains("127.0.0.1"));
            assertThat(all.get(1).data().path("tunnel").path("ipv4").asText())
                    .isEqualTo("100.96.0.2");
        }
    }

    private static ObjectNode place(NodeHandle node, UUID client, int port) {
        return Bodies.route(client)
                .put("nodeId", node.id().toString())
                .put("clientAddress", "192.0.2.55")
                .put("clientPort", port);
    }

    private List<String> places(NodeHandle node, int count) {
        try (FactReader facts = new FactReader(server.bootstrapServers(), "boson.usage")) {
            return facts.await(node.id(), all -> all.size() == count).stream()
                    .map(
                            fact ->
                                    fact.type().replaceAll("io.boson.session.(.*).v1", "$1")
                                            + " "
                                            + fact.data().path("address").asText()
                                            + ":"
                                            + fact.data().path("port").asInt())
                    .toList();
        }
    }

    @Test
    void aClientMaySayWhereItsWireGuardIs() {
        NodeHandle node = server.register();
        UUID client = UUID.randomUUID();
        SessionHandle session = server.opened(ask(node, client, newKey()));
        String register = "/api/v1/wireguard/register";
        String unregister = "/api/v1/wireguard/unregister";

        JsonNode said = session.api().post(register, place(node, client, 4000)).expect(200).json();
        assertThat(Answer.fields(said)).containsExactly("status", "clientId", "nodeId", "message");
        assertThat(said.path("status").asText()).isEqualTo("registered");
        assertThat(said.path("clientId").asText()).isEqualTo(client.toString());
        assertThat(said.path("nodeId").asText()).isEqualTo(node.id().toString());

        // Existing clients show the session's token here and nowhere else.
        ObjectNode old = place(node, client, 4001).put("sessionId", session.token());
        server.api().post(register, old).expect(200);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(places(node, 3)).hasSize(3));
        ObjectNode gone = place(node, client, 4000).put("sessionId", session.token());
        JsonNode forgotten = server.api().post(unregister, gone).expect(200).json();
        assertThat(forgotten.path("status").asText()).isEqualTo("unregistered");

        assertThat(places(node, 4))
                .containsExactly(
                        "asked-from 127.0.0.1:0",
                        "candidate-offered 192.0.2.55:4000",
                        "candidate-offered 192.0.2.55:4001",
                        "candidate-withdrawn 192.0.2.55:4000");
    }

    @Test
    void nobodyMaySayItForAClient() {
        NodeHandle node = server.register();
        UUID client = UUID.randomUUID();
        SessionHandle session = server.opened(ask(node, client, newKey()));
        SessionHandle stranger = open(node, newKey());
        String register = "/api/v1/wireguard/register";
        ObjectNode place = place(node, client, 4000);

        server.api().post(register, place).problem(401, "UNAUTHORIZED");
        server.api()
                .post(register, place.deepCopy().put("sessionId", session.id().toString()))
                .problem(401, "UNAUTHORIZED");
        server.api()
                .post(register, place.deepCopy().put("sessionId", node.token()))
                .problem(401, "UNAUTHORIZED");
        stranger.api().post(register, place).problem(403, "FORBIDDEN");
        server.operator().post(register, place).problem(403, "FORBIDDEN");
        session.api()
                .post(register, place(server.register(), client, 4000))
                .problem(403, "FORBIDDEN");
        server.api().post("/api/v1/wireguard/unregister", place).problem(401, "UNAUTHORIZED");
        JsonNode error =
                session.api()
                        .post(register, place.deepCopy().put("clientPort", 0))
                        .problem(400, "VALIDATION_FAILED");
        assertThat(error.path("message").asText()).contains("clientPort");
        session.api().delete(session.path()).expect(204);
        session.api().post(register, place).problem(404, "NOT_FOUND");
    }

    @Test
    void nobodysVersionIsKnownToAll() {
        NodeHandle node = server.register();
        assertThat(node.api().get(file(node)).header("Boson-Peers-Version")).isEqualTo(NOBODY);
    }
}
