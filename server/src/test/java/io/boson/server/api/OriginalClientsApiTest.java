package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Transcripts of the original's three clients against a whole server with `legacy` on: what each
/// sends, step by step, and what it looks for in the answers. Enrolment is open, since its nodes
/// know of no key. One node at a time is registered, and gone again at the end.
class OriginalClientsApiTest {

    private static TestServer server;

    @BeforeAll
    static void start() {
        server = TestServer.start(Map.of("BOSON_LEGACY", "true", "BOSON_ENROLMENT", "open"));
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void higgsnode() throws Exception {
        server.api().get("/health").expect(200);

        NodeHandle node = registered();

        // Its socket opens without a token; nobody knows yet that this is its address.
        try (RelayPeer early = RelayPeer.connectTokenless(server.relay(node.id()), node.id())) {
            assertThat(early.next()).isEqualTo("closed 1008 Unauthorized");
        }
        JsonNode beat = beat(node).expect(200).json();
        assertThat(Answer.fields(beat)).containsExactly("status", "nextHeartbeat", "actions");
        assertThat(beat.path("nextHeartbeat").isInt()).isTrue();
        assertThat(beat.path("actions").isArray()).isTrue();

        SessionHandle ann = server.open(node);
        SessionHandle ben = server.open(node);
        try (RelayPeer socket =
                        RelayPeer.connectTokenless(server.relay(node.id()), node.id()).greeted();
                RelayPeer annEnd = connect(ann).greeted();
                RelayPeer benEnd = connect(ben).greeted()) {
            carries(node, socket, ann, annEnd);
            socket.text(compressed(control(ben, "disconnect")));
            assertThat(benEnd.next()).isEqualTo("closed 1000 Disconnected");
            annEnd.hearsNothing();
        }

        Answer gone = node.api().delete(node.path()).expect(204);
        assertThat(gone.text()).isEmpty();
        server.operator().get(node.path()).expect(404);
    }

    /// It registers without a credential, and reads the first relay that speaks WebSocket.
    private static NodeHandle registered() {
        ObjectNode body = Bodies.node(UUID.randomUUID()).put("heartbeatInterval", 30);
        JsonNode reply = server.api().post("/api/v1/nodes/register", body).expect(201).json();
        assertThat(reply.path("nodeId").asText()).isEqualTo(body.path("nodeId").asText());
        JsonNode relay = reply.path("relayServers").path(0);
        assertThat(relay.path("protocol").asText()).isEqualTo("websocket");
        assertThat(relay.path("host").isTextual()).isTrue();
        assertThat(relay.path("port").asInt()).isEqualTo(server.relayPort());
        assertThat(reply.path("stunServers").isArray()).isTrue();
        Instant expiresAt = Instant.ofEpochMilli(reply.path("expiresAt").longValue());
        assertThat(Duration.between(Instant.now(), expiresAt))
                .isBetween(Duration.ofDays(364), Duration.ofDays(365));
        return new NodeHandle(
                UUID.fromString(reply.path("nodeId").asText()),
                reply.path("sessionToken").asText(),
                server.api());
    }

    private static void carries(
            NodeHandle node, RelayPeer socket, SessionHandle client, RelayPeer clientEnd) {
        clientEnd.binary("0100000007");
        assertThat(socket.next()).isEqualTo(data(client, "client-to-node", "1,0,0,0,7"));
        socket.text(data(client, "node-to-client", "2,0,0,0,7"));
        assertThat(clientEnd.next()).isEqualTo("binary 0200000007");

        // Raw and batched packets name nobody, so they need a node with a single client; here they
        // are answered with what is wrong.
        socket.binary("0001" + "0005" + "0400000008");
        assertThat(socket.next())
                .isEqualTo(
                        "{\"type\":\"error\","
                                + "\"data\":\"Frame names no session, and there are several\"}");
        // Two honest ends that answered each other's heartbeats would never end.
        socket.text(
                "{\"type\":\"heartbeat\",\"sessionId\":\"%s\",\"direction\":\"server\","
                                .formatted(node.id())
                        + "\"payload\":{\"timestamp\":1}}");
        socket.hearsNothing();
    }

    @Test
    void aNodeOfTheOriginalThatSilenceTookAwayIsBackWithItsNextHeartbeat() {
        NodeHandle node = registered();
        beat(node).expect(200);
        Silence.falls(server, node);

        beat(node).expect(200);

        JsonNode back = server.operator().get(node.path()).expect(200).json();
        assertThat(back.path("publicKey").asText()).isEqualTo(Bodies.key(node.id()));
        try (RelayPeer _ =
                RelayPeer.connectTokenless(server.relay(node.id()), node.id()).greeted()) {
            beat(node).expect(200);
        }
        // What its owner took away stays away.
        node.api().delete(node.path()).expect(204);
        beat(node).problem(410, "REGISTER_AGAIN");
    }

    @Test
    void higgsvpnClient() {
        NodeHandle node = registered();
        beat(node).expect(200);
        assertThat(server.api().get("/health").expect(200).json().path("status").asText())
                .isEqualTo("healthy");

        JsonNode route = route();
        assertThat(route.path("nodeEndpoint").path("nodeId").asText())
                .isEqualTo(node.id().toString());
        assertThat(route.path("nodeEndpoint").path("directConnection").isBoolean()).isTrue();
        assertThat(route.path("expiresAt").isIntegralNumber()).isTrue();
        URI endpoint = URI.create(route.path("relayEndpoint").asText());
        String id = route.path("id").asText();
        String token = route.path("sessionToken").asText();
        try (RelayPeer nodeEnd =
                RelayPeer.connectTokenless(server.relay(node.id()), node.id()).greeted()) {
            try (RelayPeer client = RelayPeer.connect(endpoint, id, token).greeted()) {
                client.text("{\"type\":\"ping\"}");
                assertThat(client.next()).isEqualTo("{\"type\":\"pong\"}");
                client.text(packet("0100000001"));
                assertThat(nodeEnd.next()).isEqualTo(data(id, "client-to-node", "1,0,0,0,1"));
                // A batch of one, then one of two; each packet is a frame of its own to the client.
                nodeEnd.binary("0001" + "0005" + "0400000001");
                assertThat(client.next()).isEqualTo(packet("0400000001"));
                nodeEnd.binary("0002" + "0005" + "0200000001" + "0005" + "0400000002");
                assertThat(client.next()).isEqualTo(packet("0200000001"));
                assertThat(client.next()).isEqualTo(packet("0400000002"));
                String large = "04" + "00".repeat(1499);
                nodeEnd.binary(large);
                assertThat(client.next()).isEqualTo(packet(large));
            }
            // It lost its connection, and comes back to the same URL for ever.
            try (RelayPeer again = RelayPeer.connect(endpoint, id, token).greeted()) {
                again.hearsNothing();
            }
        }
        node.api().delete(node.path()).expect(204);
    }

    @Test
    void connectSh() {
        NodeHandle node = registered();
        beat(node).expect(200);
        // It greps, and reads the last line only.
        assertThat(server.api().get("/health").expect(200).text())
                .contains("\"status\":\"healthy\"")
                .doesNotContain("\n");

        Answer list = server.api().get("/api/v1/nodes").expect(200);
        assertThat(list.text())
                .isEqualTo(
                        ("{\"nodes\":[{\"nodeId\":\"%s\",\"status\":\"online\","
                                        + "\"location\":{\"country\":\"DE\",\"region\":\"%s\"}}],"
                                        + "\"count\":1}")
                                .formatted(node.id(), Bodies.region(node.id())));

        JsonNode wireguard = route().path("wireguardConfig");
        assertThat(wireguard.path("serverPublicKey").asText()).isEqualTo(Bodies.key(node.id()));
        assertThat(wireguard.path("serverEndpoint").asText()).matches("[^:]+:\\d+");
        assertThat(wireguard.path("serverPort").isInt()).isTrue();
        assertThat(wireguard.path("allowedIPs").asText()).isEqualTo("0.0.0.0/0");
        node.api().delete(node.path()).expect(204);
    }

    /// Only who shows nothing at all is shown the short list; a wrong token is still wrong.
    @Test
    void aTokenThatIsNoReadersIsRefusedTheList() {
        NodeHandle node = registered();

        node.api().get("/api/v1/nodes").problem(403, "FORBIDDEN");
        server.api().as("junk").get("/api/v1/nodes").expect(401);
        JsonNode read = server.operator().get("/api/v1/nodes").expect(200).json();
        assertThat(Answer.fields(read.path("nodes").path(0))).contains("publicKey");

        node.api().delete(node.path()).expect(204);
    }

    private static JsonNode route() {
        Answer answer =
                server.api()
                        .post("/api/v1/routing/request", Bodies.route(UUID.randomUUID()))
                        .expect(200);
        assertThat(answer.json().has("error")).isFalse();
        return answer.json().path("selectedRoute");
    }

    private static Answer beat(NodeHandle node) {
        return node.api().post(node.path() + "/heartbeat", "{\"status\":\"online\"}");
    }

    private static RelayPeer connect(SessionHandle session) {
        return RelayPeer.connect(server.relay(session.id()), session.id(), session.token());
    }

    private static String packet(String hex) {
        return "{\"type\":\"packet\",\"data\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
    }

    private static String data(SessionHandle session, String direction, String numbers) {
        return data(session.id().toString(), direction, numbers);
    }

    private static String data(String session, String direction, String numbers) {
        return ("{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"%s\","
                        + "\"payload\":{\"type\":\"Buffer\",\"data\":[%s]}}")
                .formatted(session, direction, numbers);
    }

    private static String control(SessionHandle session, String action) {
        return ("{\"type\":\"control\",\"sessionId\":\"%s\","
                        + "\"direction\":\"node-to-client\",\"payload\":{\"action\":\"%s\"}}")
                .formatted(session.id(), action);
    }

    private static String compressed(String frame) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(frame.getBytes(StandardCharsets.UTF_8));
        }
        return "{\"type\":\"control\",\"compressed\":true,\"data\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }
}
