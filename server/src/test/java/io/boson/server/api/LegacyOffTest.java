package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.api.TestServer.NodeHandle;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What the original's clients do and a server refuses that was not told to serve them.
@ExtendWith(SharedServer.class)
class LegacyOffTest {

    private final TestServer server;

    LegacyOffTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aNodeDoesNotRegisterWithoutACredential() {
        server.api()
                .post("/api/v1/nodes/register", Bodies.node(UUID.randomUUID()))
                .problem(401, "UNAUTHORIZED");
    }

    @Test
    void aNodesSocketNeedsItsTokenWhereverItComesFrom() {
        NodeHandle node = server.register();
        node.api().post(node.path() + "/heartbeat", "{\"status\":\"online\"}").expect(200);

        try (RelayPeer socket = RelayPeer.connectTokenless(server.relay(node.id()), node.id())) {
            assertThat(socket.next()).isEqualTo("closed 1008 Unauthorized");
        }
    }

    @Test
    void aNodeThatSilenceTookAwayHasToRegister() {
        NodeHandle node = server.register();
        Silence.falls(server, node);

        node.api()
                .post(node.path() + "/heartbeat", "{\"status\":\"online\"}")
                .problem(410, "REGISTER_AGAIN");
    }

    @Test
    void whoShowsNoTokenSeesNoNodes() {
        server.api().get("/api/v1/nodes").problem(401, "UNAUTHORIZED");
    }

    @Test
    void whoShowsNoTokenIsToldOfNoStunOrTurnServers() {
        for (String list : new String[] {"servers", "stun", "ice"}) {
            server.api().get("/api/v1/turn/" + list).problem(401, "UNAUTHORIZED");
            server.api().as("nonsense").get("/api/v1/turn/" + list).problem(401, "UNAUTHORIZED");
        }
    }

    @Test
    void aNodesTokenLivesADay() {
        JsonNode reply =
                server.enroller()
                        .post("/api/v1/nodes/register", Bodies.node(UUID.randomUUID()))
                        .expect(201)
                        .json();

        Instant expiresAt = Instant.ofEpochMilli(reply.path("expiresAt").longValue());
        assertThat(Duration.between(Instant.now(), expiresAt))
                .isBetween(Duration.ofHours(23), Duration.ofHours(24));
    }
}
