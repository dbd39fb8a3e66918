package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.events.node.WireGuardKey;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import io.boson.testkit.WireGuardMessages;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A session's packets over the relay's UDP port, from the route to the session's end.
@ExtendWith(SharedServer.class)
class WireGuardWalkTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestServer server;
    private final Random random = new Random(5);

    WireGuardWalkTest(TestServer server) {
        this.server = server;
    }

    private SessionHandle open(NodeHandle node, String key) {
        ObjectNode wish =
                Bodies.route(UUID.randomUUID())
                        .put("targetNodeId", node.id().toString())
                        .put("clientPublicKey", key);
        return server.opened(server.api().post("/api/v1/routing/request", wish));
    }

    private WireGuardPeer peer(String key) {
        return new WireGuardPeer(key, server.udpPort());
    }

    private JsonNode session(SessionHandle session) {
        return session.api().get(session.path()).expect(200).json();
    }

    @Test
    void packetsPassWhileTheSessionLivesAndTheLogKnowsOfIt() {
        NodeHandle node = server.register();
        String key = WireGuardPeer.newKey();
        SessionHandle session = open(node, key);
        try (WireGuardPeer client = peer(key);
                WireGuardPeer nodes = peer(Bodies.key(node.id()));
                FactReader facts = new FactReader(server.bootstrapServers(), "boson.sessions");
                FactReader usage = new FactReader(server.bootstrapServers(), "boson.usage")) {
            var tunnel = client.connect(nodes);
            client.exchange(nodes, tunnel, 20);

            var attached =
                    facts
                            .await(
                                    node.id().toString(),
                                    seen -> seen.stream().anyMatch(WireGuardWalkTest::isAttached))
                            .stream()
                            .filter(WireGuardWalkTest::isAttached)
                            .findFirst()
                            .orElseThrow();
            assertThat(attached.data().path("sessionId").asText())
                    .isEqualTo(session.id().toString());
            assertThat(attached.data().path("relay").asText()).isEqualTo(server.instanceId());
            var used =
                    usage.await(
                            node.id().toString(),
                            seen -> seen.stream().anyMatch(WireGuardWalkTest::isUsage));
            assertThat(used.stream().filter(WireGuardWalkTest::isUsage))
                    .anySatisfy(
                            fact ->
                                    assertThat(fact.data().path("address").asText())
                                            .isEqualTo("127.0.0.1"));
            session(session);

            session.api().delete(session.path()).expect(204);
            await().atMost(PATIENCE).until(() -> !client.reaches(nodes, tunnel.toNode(), 300));
            facts.await(
                    node.id().toString(),
                    seen ->
                            seen.stream()
                                    .anyMatch(
                                            f -> f.type().equals("io.boson.session.detached.v1")));
        }
    }

    private static boolean isAttached(FactReader.Fact fact) {
        return fact.type().equals("io.boson.session.attached.v1");
    }

    private static boolean isUsage(FactReader.Fact fact) {
        return fact.data().has("traffic");
    }

    @Test
    void aClientOnAWebSocketReachesANodeOnUdp() {
        NodeHandle node = server.register();
        String key = WireGuardPeer.newKey();
        SessionHandle session = open(node, key);
        try (RelayPeer client =
                        RelayPeer.connect(server.relay(session.id()), session.id(), session.token())
                                .greeted();
                WireGuardPeer nodes = peer(Bodies.key(node.id()))) {
            var clients = new WireGuardKey(key);
            await().atMost(PATIENCE)
                    .until(
                            () -> {
                                nodes.say(WireGuardMessages.initiation(clients, 7, random));
                                client.binary(
                                        hex(WireGuardMessages.initiation(nodes.key(), 11, random)));
                                return nodes.reachedWithin(300);
                            });
            nodes.say(WireGuardMessages.response(clients, 22, 11, random));
            String heard = client.next();
            while (!heard.startsWith("binary 02")) {
                heard = client.next();
            }
            client.binary(hex(WireGuardMessages.transport(22, 80)));
            nodes.hearTransport(22, 80);
            nodes.send(11, 96);
            assertThat(client.next())
                    .isEqualTo("binary " + hex(WireGuardMessages.transport(11, 96)));
        }
    }

    @Test
    void whatPassesIsCountedAndHealthKnowsThePort() {
        NodeHandle node = server.register();
        String key = WireGuardPeer.newKey();
        open(node, key);
        try (WireGuardPeer client = peer(key);
                WireGuardPeer nodes = peer(Bodies.key(node.id()))) {
            client.connect(nodes);

            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> {
                                String text = server.operator().get("/metrics").expect(200).text();
                                assertThat(text).contains("bosonserver_switch_pairs");
                                assertThat(text)
                                        .containsPattern("switch_handshakes_total\\{[^}]*} [1-9]");
                                assertThat(text)
                                        .contains(
                                                "bosonserver_switch_drops_total{",
                                                "bosonserver_udp_refused_total{");
                            });
            assertThat(
                            server.api()
                                    .get("/health")
                                    .expect(200)
                                    .json()
                                    .path("services")
                                    .path("udp")
                                    .path("status")
                                    .asText())
                    .isEqualTo("healthy");
        }
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
