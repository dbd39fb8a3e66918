package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Where clients need a key, what it opens shares one rate: over sessions, sockets and HTTP.
class ClientKeyRateTest {

    private static final String TO_NODE = "/api/v1/packets/from-client";
    private static final String LARGE = "04" + "00".repeat(59_999);
    private static final String LIMITED = "{\"status\":\"dropped\",\"reason\":\"rate-limited\"}";

    /// Two large packets, and not a third for seconds; a session alone may send far more.
    private static final Map<String, String> SETTINGS =
            Map.of(
                    "BOSON_CLIENTS", "key",
                    "BOSON_RELAY_PRINCIPAL_BYTES_PER_SECOND", "16KiB",
                    "BOSON_RELAY_PRINCIPAL_BURST", "128KiB");

    @Test
    void allSessionsOfAKeyShareIt() throws IOException {
        try (TestServer server = TestServer.start(SETTINGS)) {
            NodeHandle node = server.register();
            ApiClient keyed =
                    server.api().as(Files.readString(server.data().resolve("client.key")).strip());
            SessionHandle one = open(server, keyed, node);
            SessionHandle two = open(server, keyed, node);
            SessionHandle operators = open(server, server.operator(), node);
            try (RelayPeer nodeEnd =
                            RelayPeer.connect(server.relay(node.id()), node.id(), node.token())
                                    .greeted();
                    RelayPeer socket =
                            RelayPeer.connect(server.relay(one.id()), one.id(), one.token())
                                    .greeted()) {
                socket.binary(LARGE);
                assertThat(nodeEnd.next()).contains(one.id().toString());
                assertThat(send(two)).isEqualTo("{\"status\":\"queued\"}");
                assertThat(nodeEnd.next()).contains(two.id().toString());

                assertThat(send(two)).isEqualTo(LIMITED);
                socket.binary(LARGE);
                socket.hearsNothing();
                assertThat(send(operators)).isEqualTo("{\"status\":\"queued\"}");
                assertThat(nodeEnd.next()).contains(operators.id().toString());
            }
        }
    }

    private static SessionHandle open(TestServer server, ApiClient caller, NodeHandle node) {
        ObjectNode wish = Bodies.route(UUID.randomUUID());
        wish.put("targetNodeId", node.id().toString());
        return server.opened(caller.post("/api/v1/routing/request", wish));
    }

    private static String send(SessionHandle session) {
        String base64 = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(LARGE));
        return session.api()
                .post(TO_NODE, "{\"packet\":\"%s\"}".formatted(base64))
                .expect(200)
                .text();
    }
}
