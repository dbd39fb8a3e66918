package io.boson.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemoryFleet;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeCollectorTest {

    private final InMemoryEventLog log = new InMemoryEventLog(1);
    private final InMemoryFleet fleet = InMemoryFleet.following(log);

    @Test
    void showsWhatEachNodeSaidLast() throws IOException {
        join(1);
        log.append(
                Samples.envelope(
                        NodeSample.of(1)
                                .heartbeat(Samples.T0.plusSeconds(9), Samples.metrics(21, 34))));

        ExpositionText text = scrape(5);

        String id = NodeSample.of(1).id().toString();
        assertThat(text.sum("bosonserver_node_cpu_usage_percent", "node_id", id)).isEqualTo(21);
        assertThat(text.sum("bosonserver_node_memory_usage_percent", "node_id", id)).isEqualTo(30);
        assertThat(text.sum("bosonserver_node_latency_ms", "node_id", id)).isEqualTo(34);
        assertThat(text.labels("bosonserver_node_latency_ms")).containsOnly("app", "node_id");
    }

    @Test
    void showsNoMoreNodesThanConfiguredAndSaysHowManyAreLeft() throws IOException {
        for (int node = 1; node <= 8; node++) {
            join(node);
        }

        ExpositionText text = scrape(5);

        assertThat(text.samples())
                .filteredOn(sample -> sample.name().equals("bosonserver_node_latency_ms"))
                .hasSize(5);
        assertThat(text.sum("bosonserver_nodes_not_shown")).isEqualTo(3);
    }

    @Test
    void aNodeWithoutMeasurementsHasNoSeries() throws IOException {
        log.append(Samples.envelope(NodeSample.of(1).registered(Samples.T0)));

        assertThat(scrape(5).names()).doesNotContain("bosonserver_node_latency_ms");
    }

    private void join(int number) {
        NodeSample node = NodeSample.of(number);
        log.append(Samples.envelope(node.registered(Samples.T0)));
        log.append(Samples.envelope(node.heartbeat(Samples.T0.plusSeconds(1), Samples.CALM)));
    }

    private ExpositionText scrape(int nodesMax) throws IOException {
        Exposition exposition = new Exposition(List.of(new NodeCollector(fleet, nodesMax)));
        return ExpositionText.parse(exposition.scrape("").orElseThrow().body());
    }
}
