package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.cli.Replay;
import io.boson.server.cli.ReplayRequest;
import io.boson.server.replay.ReplayPrinter;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class ReplayApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final JsonMapper MAPPER = new JsonMapper();

    private final TestServer server;

    ReplayApiTest(TestServer server) {
        this.server = server;
    }

    private NodeHandle measured(int count) {
        NodeHandle node = server.register();
        Instant end = Instant.now();
        ArrayNode samples = JsonNodeFactory.instance.arrayNode();
        for (int i = 0; i < count; i++) {
            samples.add(
                    Bodies.sample(node.id())
                            .put("timestamp", end.minusMillis(100L * (count - i)).toEpochMilli()));
        }
        for (int from = 0; from < count; from += 300) {
            ArrayNode part = JsonNodeFactory.instance.arrayNode();
            for (int i = from; i < Math.min(count, from + 300); i++) {
                part.add(samples.get(i));
            }
            node.api().post("/api/v1/metrics", part).expect(201);
        }
        await().atMost(PATIENCE)
                .until(
                        () ->
                                node.api()
                                        .get(path(node, "aggregated"))
                                        .text()
                                        .contains("\"count\":" + count + ","));
        return node;
    }

    private static String path(NodeHandle node, String what) {
        return "/api/v1/metrics/" + node.id() + "/" + what;
    }

    /// More than a page, so that pages must join.
    @Test
    void aNodesSamplesComeInOrderAndTheEndIsSaid() {
        NodeHandle node = measured(1_100);

        List<JsonNode> lines = lines(node.api().get(path(node, "replay")).expect(200));

        assertThat(lines).hasSize(1_101);
        assertThat(lines.getLast().path("event").asText()).isEqualTo("end");
        assertThat(lines.getLast().path("data").path("count").asInt()).isEqualTo(1_100);
        assertThat(lines.subList(0, 1_100))
                .extracting(line -> line.path("data").path("timestamp").asText())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void aReaderThatWasCutOffGoesOnWhereItWas() {
        NodeHandle node = measured(20);
        List<JsonNode> whole = lines(node.api().get(path(node, "replay")).expect(200));
        String seen = whole.get(11).path("id").asText();

        List<JsonNode> rest =
                lines(node.api().with("Last-Event-ID", seen).get(path(node, "replay")).expect(200));

        assertThat(rest.subList(0, 8)).isEqualTo(whole.subList(12, 20));
        assertThat(rest).hasSize(9);
        node.api()
                .with("Last-Event-ID", "elsewhere")
                .get(path(node, "replay"))
                .problem(400, "BAD_REQUEST");
    }

    @Test
    void serverSentEventsAreSpokenToWhoAsks() {
        NodeHandle node = measured(2);

        Answer answer =
                node.api()
                        .with("Accept", "text/event-stream")
                        .get(path(node, "replay"))
                        .expect(200);

        assertThat(answer.header("Content-Type")).startsWith("text/event-stream");
        assertThat(answer.text().split("\n\n"))
                .hasSize(3)
                .allMatch(event -> event.lines().anyMatch(line -> line.startsWith("data: {")));
        assertThat(answer.text())
                .containsPattern("id: \\d+/[0-9a-f-]{36}\nevent: sample\ndata: \\{\"nodeId\"")
                .endsWith("event: end\ndata: {\"count\":2}\n\n");
    }

    @Test
    void theSpeedIsKept() {
        NodeHandle node = measured(11);
        long begin = System.nanoTime();
        node.api().get(path(node, "replay?speed=2")).expect(200);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .as("one second at twice the speed")
                .isGreaterThan(Duration.ofMillis(490));
        node.api().get(path(node, "replay?speed=-1")).problem(400, "VALIDATION_FAILED");
        node.api().get(path(node, "replay?speed=fast")).problem(400, "VALIDATION_FAILED");
    }

    @Test
    void theLogIsReplayedInItsOrderByType() {
        Instant begin = Instant.now();
        NodeHandle one = server.register();
        NodeHandle two = server.register();
        one.api().post(one.path() + "/drain", "{}").expect(200);
        String query =
                "/api/v1/replay?type=io.boson.node.registered.v1,io.boson.node.drained.v1&from="
                        + begin.toEpochMilli();

        List<JsonNode> lines = lines(server.operator().get(query).expect(200));

        assertThat(lines.getLast().path("event").asText()).isEqualTo("end");
        assertThat(lines)
                .filteredOn(l -> l.path("data").path("subject").asText().equals(one.id() + ""))
                .extracting(l -> l.path("data").path("type").asText())
                .containsExactly("io.boson.node.registered.v1", "io.boson.node.drained.v1");
        assertThat(lines)
                .extracting(l -> l.path("data").path("subject").asText())
                .contains(two.id().toString());
        assertThat(lines.subList(0, lines.size() - 1))
                .extracting(l -> l.path("data").path("received").asText())
                .isSorted();
        String seen = lines.getFirst().path("id").asText();
        List<JsonNode> rest =
                lines(server.operator().with("Last-Event-ID", seen).get(query).expect(200));
        assertThat(rest.getFirst()).isEqualTo(lines.get(1));
    }

    @Test
    void everythingIsReplayedWhereNoTypeIsNamed() {
        Instant begin = Instant.now();
        NodeHandle node = server.register();
        node.api().post(node.path() + "/heartbeat", "{}").expect(200);
        node.api().post("/api/v1/metrics", Bodies.sample(node.id())).expect(201);

        List<JsonNode> lines =
                lines(
                        server.operator()
                                .get("/api/v1/replay?from=" + begin.toEpochMilli())
                                .expect(200));

        assertThat(lines)
                .filteredOn(l -> l.path("data").path("subject").asText().equals(node.id() + ""))
                .extracting(l -> l.path("data").path("type").asText())
                .contains(
                        "io.boson.node.registered.v1",
                        "io.boson.node.heartbeat.v1",
                        "io.boson.node.metrics.v1");
    }

    @Test
    void theCommandLinePrintsWhatIsReplayed() {
        NodeHandle node = measured(5);
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        ReplayPrinter printer =
                new ReplayPrinter(new PrintStream(printed, true, StandardCharsets.UTF_8));
        Path token = server.data().resolve("operator.token");
        Optional<String> id = Optional.of(node.id().toString());

        assertThat(printer.run(new ReplayRequest(server.address(), token, id, Map.of())))
                .isEqualTo(new Replay.Outcome.Ended());
        assertThat(printed.toString(StandardCharsets.UTF_8).lines())
                .hasSize(5)
                .allMatch(line -> line.startsWith("{\"nodeId\":\"" + node.id()));
        assertThat(
                        printer.run(
                                new ReplayRequest(
                                        server.address(), token, id, Map.of("speed", "no"))))
                .isInstanceOfSatisfying(
                        Replay.Outcome.Refused.class,
                        refused -> assertThat(refused.reason()).contains("speed must be"));
    }

    @Test
    void whatIsWrongIsSaidAndWhoMayNotIsRefused() {
        NodeHandle node = server.register();
        NodeHandle other = server.register();
        server.operator().get("/api/v1/replay?type=rumours").problem(400, "VALIDATION_FAILED");
        server.operator().get("/api/v1/replay?from=x").problem(400, "VALIDATION_FAILED");
        server.operator()
                .get("/api/v1/replay?from=2026-02-01&to=2026-01-01")
                .problem(400, "VALIDATION_FAILED");
        server.api().get("/api/v1/replay").problem(401, "UNAUTHORIZED");
        node.api().get("/api/v1/replay").problem(403, "FORBIDDEN");
        server.api().get(path(node, "replay")).problem(401, "UNAUTHORIZED");
        other.api().get(path(node, "replay")).problem(403, "FORBIDDEN");
    }

    /// Each takes five seconds: a tenth of one at a fiftieth of the speed.
    @Test
    void manyAtTheSameMomentAreRefusedBeyondTheLimit() throws Exception {
        NodeHandle node = measured(2);
        List<Answer> answers = new ArrayList<>();
        try (ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Answer>> asked = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                asked.add(readers.submit(() -> node.api().get(path(node, "replay?speed=0.02"))));
            }
            for (Future<Answer> each : asked) {
                answers.add(each.get());
            }
        }
        var byStatus = answers.stream().collect(Collectors.groupingBy(Answer::status));
        assertThat(byStatus.keySet()).containsExactlyInAnyOrder(200, 503);
        assertThat(byStatus.get(200)).hasSize(16);
        assertThat(byStatus.get(503))
                .allSatisfy(
                        refused -> {
                            refused.problem(503, "UNAVAILABLE");
                            assertThat(refused.header("Retry-After")).isEqualTo("10");
                        });
    }

    private static List<JsonNode> lines(Answer answer) {
        assertThat(answer.header("Content-Type")).startsWith("application/x-ndjson");
        return answer.text()
                .lines()
                .filter(line -> !line.isEmpty())
                .map(ReplayApiTest::json)
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
