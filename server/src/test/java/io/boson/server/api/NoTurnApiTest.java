package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// A server that no TURN server is configured for.
@ExtendWith(SharedServer.class)
class NoTurnApiTest {

    private final TestServer server;

    NoTurnApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void theListsAreShortAndHonest() {
        ApiClient node = server.register().api();

        assertThat(node.get("/api/v1/turn/servers").expect(200).text())
                .isEqualTo("{\"servers\":[]}");
        // The relay's own port answers STUN.
        assertThat(node.get("/api/v1/turn/stun").expect(200).text())
                .isEqualTo(
                        "{\"servers\":[{\"host\":\"localhost\",\"port\":%d}]}"
                                .formatted(server.udpPort()));
        assertThat(node.get("/api/v1/turn/ice").expect(200).text())
                .isEqualTo(
                        "{\"iceServers\":[{\"urls\":\"stun:localhost:%d\"}]}"
                                .formatted(server.udpPort()));
        assertThat(
                        server.api()
                                .get("/health")
                                .json()
                                .path("services")
                                .path("turn")
                                .path("status")
                                .asText())
                .isEqualTo("disabled");
    }
}
