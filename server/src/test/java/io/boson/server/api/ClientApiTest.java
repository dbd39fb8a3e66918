package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Sessions and clients as they are read.
@ExtendWith(SharedServer.class)
class ClientApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestServer server;

    ClientApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aSessionIsShownToItsClientItsNodeAndReaders() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);

        JsonNode shown = session.api().get(session.path()).expect(200).json();
        assertThat(shown.path("sessionId").asText()).isEqualTo(session.id().toString());
        assertThat(shown.path("nodeId").asText()).isEqualTo(node.id().toString());
        assertThat(shown.path("routeId").asText()).isEqualTo(session.id().toString());
        assertThat(shown.path("status").asText()).isEqualTo("active");
        assertThat(shown.path("connectionType").isNull()).isTrue();
        assertThat(shown.path("createdAt").asText()).endsWith("Z");
        node.api().get(session.path()).expect(200);
        server.operator().get(session.path()).expect(200);
        server.open(node).api().get(session.path()).problem(403, "FORBIDDEN");
        server.api().get(session.path()).problem(401, "UNAUTHORIZED");
        server.operator().get("/api/v1/sessions/junk").problem(404, "NOT_FOUND");
    }

    @Test
    void onlyConnectedClientsAreListedAndPlacesAreForThoseWhoRunTheNetwork() {
        NodeHandle node = server.register();
        SessionHandle connected = server.open(node);
        server.open(node);
        try (RelayPeer client = peer(connected)) {
            client.greeted();
            String path = "/api/v1/clients?nodeId=" + node.id();
            await().atMost(PATIENCE).until(() -> count(server.operator().get(path)) == 1);

            assertThat(count(server.operator().get(path + "&type=direct"))).isEqualTo(1);
            assertThat(count(server.operator().get(path + "&type=relay"))).isZero();
            JsonNode asOperator = only(server.operator().get(path).expect(200));
            JsonNode asNode = only(node.api().get(path).expect(200));

            assertThat(asOperator.path("sessionId").asText()).isEqualTo(connected.id().toString());
            assertThat(asOperator.path("connectionType").asText()).isEqualTo("WebSocket");
            assertThat(asOperator.path("relay").asText()).isEqualTo(server.instanceId());
            await().atMost(PATIENCE)
                    .until(() -> only(server.operator().get(path)).has("clientAddress"));
            JsonNode used = only(server.operator().get(path));
            assertThat(used.path("clientAddress").asText()).isEqualTo("127.0.0.1");
            assertThat(used.path("clientPort").asInt()).isPositive();
            assertThat(used.path("traffic").path("packetsIn").asInt()).isZero();
            assertThat(only(node.api().get(path)).has("clientAddress")).isFalse();
            assertThat(asNode.path("connectionType").asText()).isEqualTo("WebSocket");
            assertThat(asNode.has("relay")).isFalse();
            String one = "/api/v1/clients/" + asNode.path("clientId").asText();
            assertThat(server.operator().get(one).expect(200).json().path("relay").asText())
                    .isEqualTo(server.instanceId());
            assertThat(connected.api().get(one).expect(200).json().has("relay")).isFalse();
            server.open(node).api().get(one).problem(403, "FORBIDDEN");
        }
    }

    @Test
    void strangersSeeNobody() {
        NodeHandle node = server.register();
        server.api().get("/api/v1/clients").problem(401, "UNAUTHORIZED");
        node.api().get("/api/v1/clients").problem(403, "FORBIDDEN");
        server.register()
                .api()
                .get("/api/v1/clients?nodeId=" + node.id())
                .problem(403, "FORBIDDEN");
        server.open(node).api().get("/api/v1/clients").problem(403, "FORBIDDEN");
        server.api().get("/api/v1/clients/" + UUID.randomUUID()).problem(401, "UNAUTHORIZED");
        server.operator().get("/api/v1/clients/" + UUID.randomUUID()).problem(404, "NOT_FOUND");
    }

    @Test
    void pagesShowEverybodyOnceNewestFirst() {
        NodeHandle node = server.register();
        List<RelayPeer> peers = new ArrayList<>();
        try {
            for (int i = 0; i < 5; i++) {
                peers.add(peer(server.open(node)).greeted());
            }
            String path = "/api/v1/clients?nodeId=" + node.id();
            await().atMost(PATIENCE).until(() -> count(server.operator().get(path)) == 5);

            List<String> opened = new ArrayList<>();
            Set<String> seen = new HashSet<>();
            String next = path + "&limit=2";
            int pages = 0;
            while (!next.isEmpty()) {
                JsonNode page = server.operator().get(next).expect(200).json();
                page.path("clients")
                        .forEach(
                                client -> {
                                    opened.add(client.path("createdAt").asText());
                                    seen.add(client.path("sessionId").asText());
                                });
                String cursor = page.path("nextCursor").asText();
                next = cursor.isEmpty() ? "" : path + "&limit=2&cursor=" + cursor;
                pages++;
            }

            assertThat(pages).isEqualTo(3);
            assertThat(seen).hasSize(5);
            assertThat(opened).isSortedAccordingTo(java.util.Comparator.reverseOrder());
        } finally {
            peers.forEach(RelayPeer::close);
        }
    }

    @Test
    void wrongParametersAreNamed() {
        String message =
                server.operator()
                        .get("/api/v1/clients?nodeId=x&type=tunnel&limit=0&cursor=%20")
                        .problem(400, "VALIDATION_FAILED")
                        .path("message")
                        .asText();
        assertThat(message).contains("nodeId", "type", "limit", "cursor");
    }

    /// Whoever says to be a client proves nothing by it; from the same place it is the same one.
    @Test
    void aClientThatComesAgainForANodeGetsItsSession() {
        NodeHandle node = server.register();
        var wish = Bodies.route(UUID.randomUUID()).put("targetNodeId", node.id().toString());
        SessionHandle first = server.opened(server.api().post("/api/v1/routing/request", wish));

        SessionHandle again = server.opened(server.api().post("/api/v1/routing/request", wish));
        SessionHandle moved = server.opened(first.api().post("/api/v1/routing/request", wish));

        assertThat(again.id()).isEqualTo(first.id());
        assertThat(moved.id()).isEqualTo(first.id());
        again.api().get(first.path()).expect(200);
    }

    private RelayPeer peer(SessionHandle session) {
        return RelayPeer.connect(server.relay(session.id()), session.id(), session.token());
    }

    private static int count(Answer answer) {
        return answer.expect(200).json().path("count").asInt();
    }

    private static JsonNode only(Answer answer) {
        JsonNode clients = answer.json().path("clients");
        assertThat(clients).hasSize(1);
        return clients.get(0);
    }
}
