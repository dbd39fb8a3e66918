package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.api.TestServer.NodeHandle;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedServer.class)
class AuditApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String PATH = "/api/v1/audit/events";

    private final TestServer server;

    AuditApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void aNodesLifeIsThereWithItsPlacesInTheLog() {
        NodeHandle node = server.register();
        node.api().post(node.path() + "/drain", "{}").expect(200);
        node.api().post(node.path() + "/heartbeat", "{}").expect(200);

        List<JsonNode> events = events("?order=oldest&subject=" + node.id(), 2);

        assertThat(events)
                .extracting(e -> e.path("type").asText())
                .containsExactly("io.boson.node.registered.v1", "io.boson.node.drained.v1");
        JsonNode first = events.getFirst();
        assertThat(first.path("topic").asText()).isEqualTo("nodes");
        assertThat(first.path("partition").isInt()).isTrue();
        assertThat(first.path("offset").isIntegralNumber()).isTrue();
        assertThat(first.path("data").path("nodeId").asText()).isEqualTo(node.id().toString());
        assertThat(events.get(1).path("actor").asText()).isEqualTo("node:" + node.id());
        assertThat(events("?subject=" + node.id(), 2))
                .as("newest first")
                .extracting(e -> e.path("type").asText())
                .containsExactly("io.boson.node.drained.v1", "io.boson.node.registered.v1");
    }

    @Test
    void factsAreFoundByTypeActorAndCorrelation() {
        NodeHandle node = server.register();
        String correlation = "test-" + UUID.randomUUID();
        node.api().with("X-Request-Id", correlation).post(node.path() + "/drain", "{}").expect(200);

        assertThat(events("?correlationId=" + correlation, 1))
                .extracting(e -> e.path("type").asText())
                .containsExactly("io.boson.node.drained.v1");
        assertThat(events("?actor=node:" + node.id(), 1)).hasSize(1);
        assertThat(
                        events(
                                "?type=io.boson.node.drained.v1&subject="
                                        + node.id()
                                        + "&startTime=2026-01-01",
                                1))
                .hasSize(1);
        assertThat(events("?subject=" + node.id() + "&endTime=2026-01-01", 0)).isEmpty();
    }

    @Test
    void pagesJoinWithoutGapOrDouble() {
        NodeHandle node = server.register();
        for (int i = 0; i < 3; i++) {
            node.api().post(node.path() + "/drain", "{}").expect(200);
            node.api().post(node.path() + "/resume", "{}").expect(200);
        }
        String query = "?subject=" + node.id();
        events(query, 7);
        for (String order : List.of("newest", "oldest")) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                JsonNode page =
                        server.operator()
                                .get(PATH + query + "&limit=3&order=" + order + cursor)
                                .expect(200)
                                .json();
                page.path("events").forEach(e -> seen.add(e.path("id").asText()));
                cursor =
                        page.has("nextCursor") ? "&cursor=" + page.path("nextCursor").asText() : "";
            } while (!cursor.isEmpty());
            assertThat(seen).as(order).hasSize(7).doesNotHaveDuplicates();
        }
    }

    @Test
    void whoLooksIsWrittenDown() {
        String auditor = "ann-" + UUID.randomUUID();
        ApiClient ann = server.api().as(server.issuer().auditor(auditor).text());
        await().atMost(PATIENCE).until(() -> ann.get(PATH).status() == 200);
        ann.get(PATH + "?subject=somebody").expect(200);

        List<JsonNode> looks = events("?order=oldest&subject=auditor:" + auditor, 2);

        assertThat(looks.getLast().path("type").asText())
                .isEqualTo("io.boson.access.audit-read.v1");
        assertThat(looks.getLast().path("data").path("asked").toString())
                .isEqualTo("{\"subject\":\"somebody\"}");
    }

    @Test
    void onlyOperatorsAndAuditorsMayLook() {
        NodeHandle node = server.register();
        server.api().get(PATH).problem(401, "UNAUTHORIZED");
        node.api().get(PATH).problem(403, "FORBIDDEN");
        server.enroller().get(PATH).problem(403, "FORBIDDEN");
    }

    @Test
    void everyWrongParameterIsNamed() {
        assertThat(
                        server.operator()
                                .get(
                                        PATH
                                                + "?startTime=x&endTime=y&order=up&limit=0&cursor=z"
                                                + "&type=&actor="
                                                + "a".repeat(201))
                                .problem(400, "VALIDATION_FAILED")
                                .path("details")
                                .findValuesAsText("field"))
                .containsExactlyInAnyOrder(
                        "startTime", "endTime", "order", "limit", "cursor", "type", "actor");
    }

    /// Once there are so many; the history follows the log within moments.
    private List<JsonNode> events(String query, int count) {
        List<JsonNode> events = new ArrayList<>();
        await().atMost(PATIENCE)
                .until(
                        () -> {
                            Answer answer = server.operator().get(PATH + query);
                            events.clear();
                            if (answer.status() == 200) {
                                StreamSupport.stream(
                                                answer.json().path("events").spliterator(), false)
                                        .forEach(events::add);
                            }
                            return answer.status() == 200 && events.size() >= count;
                        });
        return events;
    }
}
