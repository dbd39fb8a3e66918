package io.boson.server.api;

import static io.boson.server.api.OriginalFrames.batch;
import static io.boson.server.api.OriginalFrames.compressed;
import static io.boson.server.api.OriginalFrames.control;
import static io.boson.server.api.OriginalFrames.data;
import static io.boson.server.api.OriginalFrames.packet;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Transcripts of the original's three clients against a whole server with `legacy` on: what each
/// sends, step by step, and what it looks for in the answers. Enrolment is open, since its nodes
/// know of no key. One node at a time is registered, and gone again at the end.
///
/// What a client of the original depends on, and the step that shows it, in the order of the wire
/// contract:
///
/// ```
/// answers on one line, compact               connectSh: health, list
/// error.message and the status               higgsnode: beats()
/// .error is there exactly on failure         connectSh: at its end; route()
/// register: address without port, interval   registered()
/// register: id, token, relays, STUN servers  registered()
/// heartbeat: a status alone                  beats()
/// heartbeat: nextHeartbeat, actions          beats()
/// list: nodeId, location.country             connectSh: list
/// list: what a dashboard shows               aTokenThatIsNoReadersIsRefusedTheList
/// deregister: with its token, no body        leaves()
/// metrics: with its token, every 10 s        measures()
/// route: Symmetric, nothing optional         route()
/// route: all of selectedRoute                route()
/// session token on the relay's upgrade       higgsvpnClient
/// server key that is no placeholder          connectSh: wireguardConfig
/// health: exactly healthy; 2xx, a body       all three, first step
/// node end: no token, no query               higgsnode: socket
/// node end: how its URL comes about          relayUrl(), in registered()
/// client end: relayEndpoint as it is         higgsvpnClient
/// both come back to the same URL             higgsnode, higgsvpnClient: again
/// greeting                                   greeted()
/// payload in the form of a Buffer            carries()
/// batches of 1 to 10, raw from 1500 bytes    toItsOnlyClient()
/// data names the session, both ways          carries()
/// compressed control, disconnect             higgsnode: disconnect
/// forgets a client that is gone              higgsnode: session deleted
/// packet, ping, error; one packet a frame    higgsvpnClient
/// ```
///
/// TURN's and STUN's lists and the registration of a WireGuard address are not served yet.
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
        measures(node);

        // Its socket opens without a token; nobody knows yet that this is its address.
        try (RelayPeer early = RelayPeer.connectTokenless(server.relay(node.id()), node.id())) {
            assertThat(early.next()).isEqualTo("closed 1008 Unauthorized");
        }
        beats(node);

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
            toItsOnlyClient(socket, annEnd);
            ann.api().delete(ann.path()).expect(204);
            assertThat(socket.next())
                    .isEqualTo(
                            "{\"type\":\"control\",\"sessionId\":\"%s\",\"direction\":\"server\","
                                            .formatted(ann.id())
                                    + "\"payload\":{\"action\":\"disconnect\"}}");
        }
        // It lost its connection, and comes back to the same URL.
        try (RelayPeer again =
                RelayPeer.connectTokenless(server.relay(node.id()), node.id()).greeted()) {
            again.hearsNothing();
        }
        measures(node);
        leaves(node);
    }

    /// A status is all that it sends, and where it reads a number and an array there are a number
    /// and an array, in trouble too.
    private static void beats(NodeHandle node) {
        for (String status : List.of("degraded", "online")) {
            JsonNode beat = beat(node, status).expect(200).json();
            assertThat(Answer.fields(beat)).containsExactly("status", "nextHeartbeat", "actions");
            assertThat(beat.path("nextHeartbeat").isInt()).isTrue();
            assertThat(beat.path("actions").isArray()).isTrue();
        }
        // What it shows of an error.
        JsonNode error =
                node.api()
                        .post("/api/v1/nodes/" + UUID.randomUUID() + "/heartbeat", "{}")
                        .json()
                        .path("error");
        assertThat(error.path("message").asText()).isNotBlank();
        assertThat(error.path("statusCode").asInt()).isBetween(400, 499);
    }

    /// Every ten seconds, with its token and its own clock's time.
    private static void measures(NodeHandle node) {
        ObjectNode sample = Bodies.sample(node.id());
        for (int seconds = 10; seconds >= 0; seconds -= 10) {
            sample.put("timestamp", Instant.now().minusSeconds(seconds).toEpochMilli());
            assertThat(node.api().post("/api/v1/metrics", sample).expect(201).text())
                    .isEqualTo("{\"status\":\"ok\"}");
        }
    }

    private static void leaves(NodeHandle node) {
        Answer gone = node.api().delete(node.path()).expect(204);
        assertThat(gone.text()).isEmpty();
        server.operator().get(node.path()).expect(404);
    }

    /// Packets that name nobody: in batches of up to ten, or alone where they are large.
    private static void toItsOnlyClient(RelayPeer socket, RelayPeer client) {
        socket.binary(batch("0400000001"));
        assertThat(client.next()).isEqualTo("binary 0400000001");
        String[] ten = IntStream.range(0, 10).mapToObj("04%08x"::formatted).toArray(String[]::new);
        socket.binary(batch(ten));
        for (String packet : ten) {
            assertThat(client.next()).isEqualTo("binary " + packet);
        }
        String large = "04" + "00".repeat(1499);
        socket.binary(large);
        assertThat(client.next()).isEqualTo("binary " + large);
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
        UUID id = UUID.fromString(reply.path("nodeId").asText());
        assertThat(relayUrl(relay, server.address(), id)).isEqualTo(server.relay(id));
        assertThat(reply.path("stunServers").isArray()).isTrue();
        Instant expiresAt = Instant.ofEpochMilli(reply.path("expiresAt").longValue());
        assertThat(Duration.between(Instant.now(), expiresAt))
                .isBetween(Duration.ofDays(364), Duration.ofDays(365));
        return new NodeHandle(id, reply.path("sessionToken").asText(), server.api());
    }

    /// How it makes its relay's URL: a loopback host gives way to that of the server's own URL,
    /// with its scheme, and so does port 3000; of others it keeps both, and speaks `wss` unless the
    /// two hosts are alike.
    private static URI relayUrl(JsonNode relay, URI api, UUID node) {
        String host = relay.path("host").asText();
        int port = relay.path("port").asInt(3000);
        String scheme = api.getScheme().equals("https") ? "wss" : "ws";
        if (host.equals("localhost") || host.equals("127.0.0.1")) {
            host = api.getHost();
            port = port == 3000 ? api.getPort() : port;
        } else if (!host.contains(api.getHost()) && !api.getHost().contains(host)) {
            scheme = "wss";
        }
        return URI.create("%s://%s:%d/relay/%s".formatted(scheme, host, port, node));
    }

    private static void carries(
            NodeHandle node, RelayPeer socket, SessionHandle client, RelayPeer clientEnd) {
        clientEnd.binary("0100000007");
        assertThat(socket.next()).isEqualTo(data(client, "client-to-node", "1,0,0,0,7"));
        socket.text(data(client, "node-to-client", "2,0,0,0,7"));
        assertThat(clientEnd.next()).isEqualTo("binary 0200000007");

        // Raw and batched packets name nobody, so they need a node with a single client; here they
        // are answered with what is wrong.
        socket.binary(batch("0400000008"));
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
                nodeEnd.binary(batch("0400000001"));
                assertThat(client.next()).isEqualTo(packet("0400000001"));
                nodeEnd.binary(batch("0200000001", "0400000002"));
                assertThat(client.next()).isEqualTo(packet("0200000001"));
                assertThat(client.next()).isEqualTo(packet("0400000002"));
                String large = "04" + "00".repeat(1499);
                nodeEnd.binary(large);
                assertThat(client.next()).isEqualTo(packet(large));
                client.text("{\"type\":\"pong\"}");
                client.text("{");
                assertThat(client.next())
                        .isEqualTo("{\"type\":\"error\",\"data\":\"Frame is not valid JSON\"}");
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
        // Nobody is there any more: the request fails, and says so where it looks for it.
        Answer none =
                server.api()
                        .post("/api/v1/routing/request", Bodies.route(UUID.randomUUID()))
                        .expect(503);
        assertThat(none.json().path("error").path("message").asText()).isNotBlank();
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
        JsonNode route = answer.json().path("selectedRoute");
        assertThat(Answer.fields(route))
                .contains("id", "relayEndpoint", "nodeEndpoint", "sessionToken", "expiresAt")
                .contains("wireguardConfig");
        assertThat(route.path("nodeEndpoint").path("directConnection").isBoolean()).isTrue();
        assertThat(route.path("expiresAt").isIntegralNumber()).isTrue();
        return route;
    }

    private static Answer beat(NodeHandle node) {
        return beat(node, "online");
    }

    private static Answer beat(NodeHandle node, String status) {
        return node.api().post(node.path() + "/heartbeat", "{\"status\":\"%s\"}".formatted(status));
    }

    private static RelayPeer connect(SessionHandle session) {
        return RelayPeer.connect(server.relay(session.id()), session.id(), session.token());
    }
}
