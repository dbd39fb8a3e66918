package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How a node comes to know its clients: by a file that it may wait for, and by its heartbeats.
@ExtendWith(SharedServer.class)
class PeersApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    private final TestServer server;

    PeersApiTest(TestServer server) {
        this.server = server;
    }

    private SessionHandle open(NodeHandle node, String key) {
        ObjectNode wish =
                Bodies.route(UUID.randomUUID())
                        .put("targetNodeId", node.id().toString())
                        .put("clientPublicKey", key);
        return server.opened(server.api().post("/api/v1/routing/request", wish));
    }

    private static String newKey() {
        return Bodies.key(UUID.randomUUID());
    }

    private static String file(NodeHandle node) {
        return node.path() + "/wireguard.conf";
    }

    private static String version(Answer answer) {
        return answer.header("Boson-Peers-Version");
    }

    private static CompletableFuture<Answer> waiting(NodeHandle node, String after) {
        String path = file(node) + "?after=" + after + "&wait=20";
        return CompletableFuture.supplyAsync(() -> node.api().get(path), THREADS);
    }

    @Test
    void theFileHasEveryClientWithAKey() {
        NodeHandle node = server.register();
        String key = newKey();
        open(node, key);
        server.open(node);

        Answer answer = node.api().get(file(node)).expect(200);

        assertThat(version(answer)).matches("[0-9a-f]{32}");
        assertThat(answer.header("ETag")).isEqualTo('"' + version(answer) + '"');
        assertThat(answer.text().lines().map(line -> line.replaceAll("fd[0-9a-f:]+::", "V6::")))
                .containsExactly(
                        "# version " + version(answer),
                        "# address 100.96.0.1/16, V6::1/48",
                        "",
                        "[Peer]",
                        "PublicKey = " + key,
                        "AllowedIPs = 100.96.0.2/32, V6::2/128",
                        "Endpoint = localhost:" + server.udpPort(),
                        "PersistentKeepalive = 25");
    }

    @Test
    void itIsForTheNodeAndOperators() {
        NodeHandle node = server.register();
        SessionHandle session = open(node, newKey());

        server.operator().get(file(node)).expect(200);
        server.register().api().get(file(node)).problem(403, "FORBIDDEN");
        session.api().get(file(node)).problem(403, "FORBIDDEN");
        server.api()
                .as(server.issuer().auditor("ann").text())
                .get(file(node))
                .problem(403, "FORBIDDEN");
        server.api().get(file(node)).problem(401, "UNAUTHORIZED");
        server.operator()
                .get("/api/v1/nodes/" + UUID.randomUUID() + "/wireguard.conf")
                .problem(404, "UNKNOWN_NODE");
        node.api().delete(node.path()).expect(204);
        node.api().get(file(node)).problem(404, "UNKNOWN_NODE");
    }

    @ParameterizedTest
    @CsvSource({
        "?wait=5, after",
        "?after=x&wait=5, after",
        "?after=00000000000000000000000000000000&wait=31, wait",
        "?after=00000000000000000000000000000000&wait=-1, wait",
        "?after=00000000000000000000000000000000&wait=1s, wait"
    })
    void whatIsWrongIsNamed(String query, String field) {
        NodeHandle node = server.register();
        JsonNode error = node.api().get(file(node) + query).problem(400, "VALIDATION_FAILED");
        assertThat(error.path("details").path(0).path("field").asText()).isEqualTo(field);
    }

    @Test
    void whoWaitsIsToldOfAChangeWhenItHappens() {
        NodeHandle node = server.register();
        String before = version(node.api().get(file(node)).expect(200));
        CompletableFuture<Answer> opened = waiting(node, before);
        String key = newKey();
        SessionHandle session = open(node, key);

        Answer answer = opened.orTimeout(15, TimeUnit.SECONDS).join();
        assertThat(answer.expect(200).text()).contains(key);

        CompletableFuture<Answer> closed = waiting(node, version(answer));
        session.api().delete(session.path()).expect(204);
        Answer after = closed.orTimeout(15, TimeUnit.SECONDS).join();
        assertThat(after.expect(200).text()).doesNotContain(key);
        assertThat(version(after)).as("the same as before").isEqualTo(before);
    }

    @Test
    void whereNothingChangesThatIsSaid() {
        NodeHandle node = server.register();
        open(node, newKey());
        String now = version(node.api().get(file(node)).expect(200));

        Answer at = node.api().get(file(node) + "?after=" + now).expect(304);
        assertThat(at.text()).isEmpty();
        assertThat(version(at)).isEqualTo(now);
        node.api().get(file(node) + "?after=" + now + "&wait=1").expect(304);
        node.api().get(file(node) + "?after=" + "f".repeat(32) + "&wait=20").expect(200);
    }

    /// Each who waits holds a connection.
    @Test
    void soManyMayWaitForANode() {
        NodeHandle node = server.register();
        String now = version(node.api().get(file(node)).expect(200));
        List<CompletableFuture<Answer>> patient = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            patient.add(waiting(node, now));
        }
        String oneMore = file(node) + "?after=" + now + "&wait=1";
        await().atMost(PATIENCE).until(() -> node.api().get(oneMore).status() == 503);
        assertThat(node.api().get(oneMore).header("Retry-After")).isEqualTo("5");

        open(node, newKey());

        patient.forEach(each -> each.join().expect(200));
        String next = version(node.api().get(file(node)));
        node.api().get(file(node) + "?after=" + next + "&wait=1").expect(304);
    }

    private Answer beat(NodeHandle node, String body) {
        return node.api().post(node.path() + "/heartbeat", body).expect(200);
    }

    @Test
    void heartbeatsSayTheVersionAndBringTheListToWhoHasAnother() {
        NodeHandle node = server.register();
        String key = newKey();
        SessionHandle session = open(node, key);

        JsonNode plain = beat(node, "{}").json();
        String now = plain.path("peersVersion").asText();
        assertThat(now).isEqualTo(version(node.api().get(file(node))));
        assertThat(plain.path("actions")).isEmpty();
        assertThat(beat(node, "{\"peersVersion\":\"" + now + "\"}").json().path("actions"))
                .isEmpty();

        for (String other : List.of("", "x", "0".repeat(32))) {
            JsonNode actions =
                    beat(node, "{\"peersVersion\":\"" + other + "\"}").json().path("actions");
            assertThat(actions).hasSize(1);
            assertThat(actions.path(0).path("type").asText()).isEqualTo("syncPeers");
            JsonNode payload = actions.path(0).path("payload");
            assertThat(payload.path("version").asText()).isEqualTo(now);
            JsonNode peer = payload.path("peers").path(0);
            assertThat(Answer.fields(peer))
                    .containsExactly("publicKey", "allowedIPs", "endpoint", "persistentKeepalive");
            assertThat(peer.path("publicKey").asText()).isEqualTo(key);
            assertThat(peer.path("allowedIPs").asText()).startsWith("100.96.0.2/32, fd");
        }

        session.api().delete(session.path()).expect(204);
        JsonNode last = beat(node, "{\"peersVersion\":\"" + now + "\"}").json();
        assertThat(last.path("actions").path(0).path("payload").path("peers").isArray()).isTrue();
        assertThat(last.path("actions").path(0).path("payload").path("peers")).isEmpty();
        String nobody = last.path("peersVersion").asText();
        assertThat(beat(node, "{\"peersVersion\":\"" + nobody + "\"}").json().path("actions"))
                .isEmpty();
        assertThat(beat(node, "{}").json().has("peersVersion")).isFalse();
    }

    @Test
    void aVersionIsText() {
        NodeHandle node = server.register();
        node.api()
                .post(node.path() + "/heartbeat", "{\"peersVersion\":7}")
                .problem(400, "VALIDATION_FAILED");
    }
}
