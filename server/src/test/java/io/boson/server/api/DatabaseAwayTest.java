package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.api.TestServer.NodeHandle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// A server of its own, whose database is killed.
class DatabaseAwayTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int BEFORE = 20;
    private static final int MEANWHILE = 60;

    @Test
    void theApiGoesOnAndTheHistoryCatchesUp() throws Exception {
        try (TestServer server = TestServer.start()) {
            NodeHandle node = server.register();
            submit(node, 0, BEFORE);
            await().atMost(PATIENCE).until(() -> count(server, node) == BEFORE);

            kill(server.data());
            submit(node, BEFORE, MEANWHILE);
            server.api().get("/health").expect(200);
            node.api().post(node.path() + "/heartbeat", "{}").expect(200);

            await().atMost(PATIENCE).until(() -> count(server, node) == BEFORE + MEANWHILE);
            assertThat(aggregated(server, node).json().path("totalBytesSent").asLong())
                    .as("nothing lost, nothing double")
                    .isEqualTo((BEFORE + MEANWHILE - 1) * 99_000L);
            await().atMost(PATIENCE).until(() -> databaseIs(server, "healthy"));
        }
    }

    private static boolean databaseIs(TestServer server, String state) {
        JsonNode services = server.api().get("/health").expect(200).json().path("services");
        return services.path("database").path("status").asText().equals(state);
    }

    private static void submit(NodeHandle node, int from, int count) {
        Instant begin = Instant.now().minusSeconds(3_600);
        for (int i = from; i < from + count; i++) {
            node.api()
                    .post(
                            "/api/v1/metrics",
                            Bodies.sample(node.id())
                                    .put("timestamp", begin.plusSeconds(i).toEpochMilli()))
                    .expect(201);
        }
    }

    /// -1 where the history does not answer.
    private static int count(TestServer server, NodeHandle node) {
        Answer answer = aggregated(server, node);
        if (answer.status() != 200) {
            assertThat(answer.status()).isEqualTo(503);
            return -1;
        }
        return answer.json().path("count").asInt();
    }

    private static Answer aggregated(TestServer server, NodeHandle node) {
        return server.operator().get("/api/v1/metrics/" + node.id() + "/aggregated");
    }

    private static void kill(Path data) throws IOException {
        Path file = data.resolve("postgres/cluster/postmaster.pid");
        long pid = Long.parseLong(Files.readAllLines(file).getFirst());
        ProcessHandle postgres = ProcessHandle.of(pid).orElseThrow();
        postgres.destroyForcibly();
        postgres.onExit().join();
    }
}
