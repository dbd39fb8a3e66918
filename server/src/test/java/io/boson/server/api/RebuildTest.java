package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.RebuildHistory;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.cli.LaunchRequest;
import io.boson.server.cli.Rebuild;
import io.boson.server.cli.Screen;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One data directory through what may befall it: a rebuild, a lost database, a lost log.
class RebuildTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int COUNT = 20;
    private static final long BYTES = 99_000L;
    private static final Path CONFIG = Path.of("..", "config.yml");

    @TempDir Path folder;

    @Test
    void theHistoryOutlivesARebuildALostDatabaseAndALostLog() throws Exception {
        Path data = folder.resolve("data");
        NodeHandle node;
        try (TestServer server = TestServer.startIn(data)) {
            node = server.register();
            submit(node, COUNT);
            awaitCount(server, node.id(), COUNT);
            assertThat(rebuild(data).outcome).isInstanceOf(Rebuild.Outcome.Refused.class);
            assertThat(rebuild(data).outcome.toString()).contains("in use");
            server.stopKeeping();
        }

        Told rebuilt = rebuild(data);
        assertThat(rebuilt.outcome).as(rebuilt.text).isEqualTo(new Rebuild.Outcome.Rebuilt());
        assertThat(rebuilt.text)
                .contains("Taken out: 20 samples, ", "100.0 %", "/s: 20 samples, ")
                .containsPattern("Older, and kept: 0 samples, 0 facts");
        try (TestServer server = TestServer.startIn(data)) {
            awaitCount(server, node.id(), COUNT);
            server.stopKeeping();
        }

        delete(data.resolve("postgres"));
        try (TestServer server = TestServer.startIn(data)) {
            awaitCount(server, node.id(), COUNT);
            assertThat(facts(server, node.id())).isPositive();
            server.stopKeeping();
        }

        delete(data.resolve("kafka"));
        delete(data.resolve("streams"));
        try (TestServer server = TestServer.startIn(data)) {
            NodeHandle again = server.register(Bodies.node(node.id()));
            submit(again, COUNT);
            awaitCount(server, node.id(), 2 * COUNT);
            assertThat(why(server)).contains("the log of", "metrics", "is another one");
            assertThat(facts(server, node.id())).isGreaterThan(1);
            server.stopKeeping();
        }

        Told once = rebuild(data);
        assertThat(once.text).contains("Taken out: 20 samples, ", "Older, and kept: 20 samples, ");
        try (TestServer server = TestServer.startIn(data)) {
            awaitCount(server, node.id(), 2 * COUNT);
        }
    }

    private record Told(Rebuild.Outcome outcome, String text) {}

    private static Told rebuild(Path data) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(text, true, StandardCharsets.UTF_8);
        Rebuild.Outcome outcome =
                new RebuildHistory(out)
                        .run(
                                new LaunchRequest(
                                        CONFIG,
                                        Map.of(
                                                "BOSON_DATA",
                                                data.toString(),
                                                "BOSON_LOG_LEVEL",
                                                "warn")),
                                Screen.FILE);
        return new Told(outcome, text.toString(StandardCharsets.UTF_8));
    }

    private static void submit(NodeHandle node, int count) {
        Instant begin = Instant.now().minusSeconds(600);
        for (int i = 0; i < count; i++) {
            node.api()
                    .post(
                            "/api/v1/metrics",
                            Bodies.sample(node.id())
                                    .put("timestamp", begin.plusSeconds(i).toEpochMilli()))
                    .expect(201);
        }
    }

    /// And what they add up to: of each registration all but the first.
    private static void awaitCount(TestServer server, UUID node, int count) {
        await().atMost(PATIENCE).until(() -> count(server, node) == count);
        assertThat(aggregated(server, node).json().path("totalBytesSent").asLong())
                .isEqualTo((count - count / COUNT) * BYTES);
        await().atMost(PATIENCE)
                .until(() -> database(server).path("status").asText(), "healthy"::equals);
    }

    private static int count(TestServer server, UUID node) {
        Answer answer = aggregated(server, node);
        return answer.status() == 200 ? answer.json().path("count").asInt() : -1;
    }

    private static Answer aggregated(TestServer server, UUID node) {
        return server.operator().get("/api/v1/metrics/" + node + "/aggregated");
    }

    private static int facts(TestServer server, UUID node) {
        return server.operator()
                .get("/api/v1/audit/events?subject=" + node)
                .expect(200)
                .json()
                .path("events")
                .size();
    }

    private static JsonNode database(TestServer server) {
        return server.api().get("/health").expect(200).json().path("services").path("database");
    }

    private static String why(TestServer server) {
        return database(server).toString();
    }

    private static void delete(Path directory) throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(directory)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        deepestFirst.forEach(
                path -> {
                    try {
                        Files.deleteIfExists(path);
                    } catch (IOException failed) {
                        throw new UncheckedIOException(failed);
                    }
                });
    }
}
