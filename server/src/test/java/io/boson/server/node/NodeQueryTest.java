package io.boson.server.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.events.node.NodeEvent;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.server.http.Json;
import io.boson.server.http.PageLimit;
import io.boson.server.http.Problem;
import io.boson.server.http.ProblemException;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeQueryTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    @Test
    void aWalkByCursorMeetsEachNodeOnce() throws IOException {
        FleetIndex fleet = FleetIndex.EMPTY;
        for (int i = 0; i < 2_500; i++) {
            fleet = with(fleet, NodeSample.of(i));
        }
        List<String> met = new ArrayList<>();
        String cursor = null;
        int pages = 0;
        do {
            JsonNode page = page(fleet, query("1000", cursor));
            page.path("nodes").forEach(node -> met.add(node.path("nodeId").asText()));
            assertThat(page.path("count").asInt()).isEqualTo(page.path("nodes").size());
            cursor = page.path("nextCursor").asText(null);
            pages++;
        } while (cursor != null && pages < 10);

        assertThat(pages).isEqualTo(3);
        assertThat(met).hasSize(2_500).isSorted();
        assertThat(new HashSet<>(met)).hasSize(2_500);
    }

    /// The last page says that it is the last, also where it is full.
    @Test
    void aFullLastPageHasNoCursor() throws IOException {
        FleetIndex fleet = with(with(FleetIndex.EMPTY, NodeSample.of(1)), NodeSample.of(2));

        assertThat(page(fleet, query("2", null)).has("nextCursor")).isFalse();
        assertThat(page(fleet, query("1", null)).has("nextCursor")).isTrue();
    }

    @Test
    void theWholeListWithoutALimit() throws IOException {
        FleetIndex fleet = FleetIndex.EMPTY;
        for (int i = 0; i < PageLimit.MAX + 10; i++) {
            fleet = with(fleet, NodeSample.of(i));
        }

        JsonNode page = page(fleet, query(null, null));

        assertThat(page.path("count").asInt()).isEqualTo(PageLimit.MAX + 10);
        assertThat(page.has("nextCursor")).isFalse();
    }

    @Test
    void aWalkGoesOnWhereItsLastNodeWasThoughItIsGone() throws IOException {
        FleetIndex three =
                with(
                        with(with(FleetIndex.EMPTY, NodeSample.of(1)), NodeSample.of(2)),
                        NodeSample.of(3));
        String cursor = page(three, query("2", null)).path("nextCursor").asText();
        FleetIndex without =
                three.with(Samples.nodeId(2), FleetNode.unknown()); // as a departed one is kept

        assertThat(ids(page(without, query("2", cursor))))
                .containsExactly(Samples.nodeId(3).toString());
    }

    @Test
    void placesAreMatchedInAnyCase() throws IOException {
        FleetIndex fleet =
                with(
                        with(FleetIndex.EMPTY, NodeSample.of(1).in("DE", "Hessen")),
                        NodeSample.of(2).in("FR", "Bretagne"));

        assertThat(ids(page(fleet, where(null, "de", null))))
                .containsExactly(Samples.nodeId(1).toString());
        assertThat(ids(page(fleet, where(null, null, "BRETAGNE"))))
                .containsExactly(Samples.nodeId(2).toString());
        assertThat(ids(page(fleet, where(null, "DE", "Bretagne")))).isEmpty();
    }

    @Test
    void theActiveAreListedUnlessAStatusIsAskedFor() throws IOException {
        FleetNode calm = NodeSample.of(1).active(Samples.T0);
        FleetNode busy = busy(NodeSample.of(2));
        FleetIndex fleet =
                FleetIndex.EMPTY
                        .with(Samples.nodeId(1), calm)
                        .with(Samples.nodeId(2), busy)
                        .with(Samples.nodeId(3), silent(NodeSample.of(3)));

        assertThat(ids(page(fleet, where(null, null, null)))).hasSize(2);
        assertThat(ids(page(fleet, where("degraded", null, null))))
                .containsExactly(Samples.nodeId(2).toString());
        assertThat(ids(page(fleet, where("online", null, null))))
                .containsExactly(Samples.nodeId(1).toString());
        assertThat(ids(page(fleet, where("offline", null, null))))
                .containsExactly(Samples.nodeId(3).toString());
    }

    @Test
    void everyWrongParameterIsNamed() {
        assertThatThrownBy(() -> NodeQuery.parse("gone", "DE", "Hessen", "0", "?"))
                .asInstanceOf(InstanceOfAssertFactories.type(ProblemException.class))
                .extracting(ProblemException::problem)
                .satisfies(
                        problem -> {
                            assertThat(problem.status()).isEqualTo(400);
                            assertThat(problem.details())
                                    .extracting(Problem.Detail::field)
                                    .containsExactly("status", "limit", "cursor");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "1001", "10000", "1.0", "1e2", "ten", " 5", "٣"})
    void limitsThatAreNone(String limit) {
        assertThatThrownBy(() -> query(limit, null)).isInstanceOf(ProblemException.class);
    }

    /// Not base64, not a UUID inside, a UUID bare.
    @ParameterizedTest
    @ValueSource(strings = {"", "***", "bm90IGEgdXVpZA", "01900000-0000-7001-8000-000000000001"})
    void cursorsThatAreNone(String cursor) {
        assertThatThrownBy(() -> query("10", cursor)).isInstanceOf(ProblemException.class);
    }

    private static FleetIndex with(FleetIndex fleet, NodeSample node) {
        return fleet.with(node.id(), node.active(Samples.T0));
    }

    private static FleetNode busy(NodeSample node) {
        FleetNode before = node.active(Samples.T0);
        return new FleetNode(
                before.node(),
                before.load()
                        .evolve(
                                node.heartbeat(Samples.T0, NodeStatus.DEGRADED),
                                7,
                                Samples.T0.plusSeconds(1)),
                before.socket(),
                before.nodesOffset());
    }

    private static FleetNode silent(NodeSample node) {
        FleetNode before = node.active(Samples.T0);
        return new FleetNode(
                before.node()
                        .evolve(
                                new NodeEvent.WentSilent(
                                        node.id(),
                                        before.load().offset(),
                                        Samples.T0.plusSeconds(90))),
                before.load(),
                before.socket(),
                before.nodesOffset());
    }

    private static NodeQuery query(@Nullable String limit, @Nullable String cursor) {
        return NodeQuery.parse(null, null, null, limit, cursor);
    }

    private static NodeQuery where(
            @Nullable String status, @Nullable String country, @Nullable String region) {
        return NodeQuery.parse(status, country, region, null, null);
    }

    private static List<String> ids(JsonNode page) {
        return page.path("nodes").findValuesAsText("nodeId");
    }

    private static JsonNode page(FleetIndex fleet, NodeQuery query) throws IOException {
        return MAPPER.readTree(Json.bytes(query.page(fleet, NodeJson::write)));
    }
}
