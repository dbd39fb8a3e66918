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
import io.boson.server.turn.stun.Coturn;
import io.boson.server.turn.stun.TurnClient;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The transcript of higgsnode, the original's node; [OriginalClientsApiTest] lists all that the
/// three depend on.
@ExtendWith(OriginalServer.Shared.class)
class OriginalNodeApiTest {

    private static final String STUN = "/api/v1/turn/stun";

    private final TestServer server;
    private final Optional<Coturn> coturn;

    OriginalNodeApiTest(OriginalServer original) {
        server = original.server();
        coturn = original.coturn();
    }

    @Test
    void higgsnode() throws Exception {
        server.api().get("/health").expect(200);

        NodeHandle node = OriginalNode.registered(server);
        findsItself();
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

    /// Which address a STUN server sees, and before that which servers there are.
    private void findsItself() throws Exception {
        JsonNode servers = server.api().get(STUN).expect(200).json().path("servers");
        assertThat(servers.isArray()).isTrue();
        if (coturn.isEmpty()) {
            assertThat(servers).isEmpty();
            return;
        }
        JsonNode first = servers.path(0);
        try (TurnClient stun =
                TurnClient.udp(
                        first.path("host").asText(),
                        first.path("port").asInt(),
                        new SecureRandom())) {
            assertThat(stun.binding().getAddress().isLoopbackAddress()).isTrue();
        }
    }

    /// A status is all that it sends, and where it reads a number and an array there are a number
    /// and an array, in trouble too.
    private static void beats(NodeHandle node) {
        for (String status : List.of("degraded", "online")) {
            JsonNode beat = OriginalNode.beat(node, status).expect(200).json();
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

    private void leaves(NodeHandle node) {
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

    private void carries(
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
        NodeHandle node = OriginalNode.registered(server);
        OriginalNode.beat(node).expect(200);
        Silence.falls(server, node);

        OriginalNode.beat(node).expect(200);

        JsonNode back = server.operator().get(node.path()).expect(200).json();
        assertThat(back.path("publicKey").asText()).isEqualTo(Bodies.key(node.id()));
        try (RelayPeer _ =
                RelayPeer.connectTokenless(server.relay(node.id()), node.id()).greeted()) {
            OriginalNode.beat(node).expect(200);
        }
        // What its owner took away stays away.
        node.api().delete(node.path()).expect(204);
        OriginalNode.beat(node).problem(410, "REGISTER_AGAIN");
    }

    private RelayPeer connect(SessionHandle session) {
        return RelayPeer.connect(server.relay(session.id()), session.id(), session.token());
    }
}
