package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.TestServer.NodeHandle;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(SharedServer.class)
class HistoryApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestServer server;

    HistoryApiTest(TestServer server) {
        this.server = server;
    }

    @BeforeEach
    void theDatabaseIsThere() {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                server.api()
                                        .get("/health")
                                        .json()
                                        .path("services")
                                        .path("database")
                                        .path("status")
                                        .asText()
                                        .equals("healthy"));
    }

    /// Ten seconds apart, up to now; the processor's usage counts up from 1.
    private NodeHandle measured(int count) {
        NodeHandle node = server.register();
        Instant end = Instant.now().truncatedTo(ChronoUnit.MINUTES);
        ArrayNode samples = JsonNodeFactory.instance.arrayNode();
        for (int i = 1; i <= count; i++) {
            ObjectNode sample = Bodies.sample(node.id());
            sample.put("timestamp", end.minusSeconds(10L * (count - i + 1)).toEpochMilli());
            ((ObjectNode) sample.path("metrics").path("system")).put("cpuUsage", i);
            samples.add(sample);
        }
        node.api().post("/api/v1/metrics", samples).expect(201);
        await().atMost(PATIENCE).until(() -> get(node, "latest").status() == 200);
        return node;
    }

    private static Answer get(NodeHandle node, String what) {
        return node.api().get("/api/v1/metrics/" + node.id() + "/" + what);
    }

    @Test
    void theLatestIsAsItWasSent() {
        NodeHandle node = measured(3);

        JsonNode latest = get(node, "latest").expect(200).json();

        assertThat(latest.path("nodeId").asText()).isEqualTo(node.id().toString());
        assertThat(Instant.parse(latest.path("timestamp").asText()))
                .isEqualTo(Instant.now().truncatedTo(ChronoUnit.MINUTES).minusSeconds(10));
        ObjectNode expected = (ObjectNode) Bodies.sample(node.id()).path("metrics");
        ((ObjectNode) expected.path("system")).put("cpuUsage", 3);
        assertThat(doubles(latest.path("metrics"))).isEqualTo(doubles(expected));
    }

    private static String doubles(JsonNode json) {
        return json.toString().replaceAll("(\\d)\\.0([,}])", "$1$2");
    }

    @Test
    void samplesComeInOrderPageAfterPage() {
        NodeHandle node = measured(25);
        List<Integer> seen = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = get(node, "history?limit=10" + cursor).expect(200).json();
            assertThat(page.path("metrics")).hasSize(page.path("count").asInt());
            page.path("metrics")
                    .forEach(
                            s ->
                                    seen.add(
                                            s.path("metrics")
                                                    .path("system")
                                                    .path("cpuUsage")
                                                    .asInt()));
            cursor = page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
        } while (!cursor.isEmpty());

        assertThat(seen).hasSize(25).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void minutesAreSummedUp() {
        NodeHandle node = measured(12);

        JsonNode answer = get(node, "history?interval=minute").expect(200).json();

        assertThat(answer.path("interval").asText()).isEqualTo("minute");
        assertThat(answer.path("buckets")).hasSize(2);
        JsonNode last = answer.path("buckets").path(1);
        assertThat(last.path("count").asInt()).isEqualTo(6);
        JsonNode cpu = last.path("cpuUsage");
        assertThat(cpu.path("min").asDouble()).isEqualTo(7);
        assertThat(cpu.path("max").asDouble()).isEqualTo(12);
        assertThat(cpu.path("avg").asDouble()).isEqualTo(9.5);
        assertThat(cpu.path("p95").asDouble()).isCloseTo(12, within(0.12));
        assertThat(last.path("totals").path("bytesSent").asLong()).isEqualTo(6 * 99_000);
        for (String interval : List.of("hour", "day")) {
            JsonNode whole = get(node, "history?interval=" + interval).expect(200).json();
            int count = 0;
            for (JsonNode bucket : whole.path("buckets")) {
                count += bucket.path("count").asInt();
            }
            assertThat(count).as(interval).isEqualTo(12);
        }
    }

    @Test
    void theWholeIsAddedUp() {
        NodeHandle node = measured(20);

        JsonNode whole = get(node, "aggregated").expect(200).json();

        assertThat(whole.path("count").asInt()).isEqualTo(20);
        assertThat(Instant.parse(whole.path("endTime").asText())).isBefore(Instant.now());
        assertThat(whole.path("avgCpuUsage").asDouble()).isCloseTo(10.5, within(1e-9));
        assertThat(whole.path("avgLatency").asDouble()).isCloseTo(12.5, within(1e-9));
        assertThat(whole.path("totalBytesSent").asLong())
                .as("the first sample of a registration adds nothing")
                .isEqualTo(19 * 99_000);
        assertThat(whole.path("totalBytesReceived").asLong()).isEqualTo(19 * 88_000);
        JsonNode cpu = whole.path("percentiles").path("cpuUsage");
        assertThat(cpu.path("p50").asDouble()).isCloseTo(10, within(0.1));
        assertThat(cpu.path("p95").asDouble()).isCloseTo(19, within(0.19));
    }

    @Test
    void ofNothingThereAreZeros() {
        NodeHandle node = server.register();

        get(node, "latest").problem(404, "NOT_FOUND");
        JsonNode whole = get(node, "aggregated").expect(200).json();
        assertThat(whole.path("avgLatency").asDouble()).isZero();
        assertThat(whole.path("totalBytesSent").asLong()).isZero();
        assertThat(get(node, "history").expect(200).json().toString())
                .isEqualTo("{\"metrics\":[],\"count\":0}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "history?startTime=yesterday                       | startTime | such as",
                "history?endTime=2026-13-01                        | endTime   | such as",
                "history?startTime=2026-02-01&endTime=2026-01-01   | endTime   | after startTime",
                "history?startTime=2026-01-01&endTime=2026-02-02   | endTime   | at most 31 days",
                "history?startTime=2025-01-01&endTime=2026-06-01&interval=day | endTime | 400 days",
                "history?interval=week                             | interval  | raw, minute",
                "history?limit=0                                   | limit     | 1 to 1000",
                "history?cursor=bm9uZQ                             | cursor    | nextCursor",
                "aggregated?startTime=1&endTime=2026-01-01         | endTime   | at most 400 days",
                "aggregated?startTime=99999999999999999999         | startTime | such as",
            })
    void whatIsWrongIsNamedWithItsLimit(String what, String field, String message) {
        NodeHandle node = server.register();
        JsonNode detail = get(node, what).problem(400, "VALIDATION_FAILED").path("details").path(0);
        assertThat(detail.path("field").asText()).isEqualTo(field);
        assertThat(detail.path("message").asText()).contains(message);
    }

    @Test
    void aNodeReadsItselfAndOperatorsEverybody() {
        NodeHandle node = server.register();
        NodeHandle other = server.register();
        for (String what : List.of("latest", "history", "aggregated")) {
            String path = "/api/v1/metrics/" + node.id() + "/" + what;
            server.api().get(path).problem(401, "UNAUTHORIZED");
            other.api().get(path).problem(403, "FORBIDDEN");
            int expected = what.equals("latest") ? 404 : 200;
            server.operator().get(path).expect(expected);
            server.api().as(server.issuer().auditor("ann").text()).get(path).expect(expected);
        }
        server.operator().get("/api/v1/metrics/no-uuid/history").problem(404, "NOT_FOUND");
    }
}
