package io.boson.streams;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class StreamsProgressTest {

    private static final String FETCHES = "consumer-fetch-manager-metrics";

    private record Measured(MetricName metricName, Object metricValue) implements Metric {}

    @Test
    void addsUpTheLagsOfPartitions() {
        StreamsProgress progress =
                of(
                        lag("c-consumer", "boson.nodes", "0", 3.0),
                        lag("c-consumer", "boson.nodes", "1", 4.0),
                        lag("c-consumer", "boson.sessions", "0", 0.0),
                        lag("c-consumer", "boson.sessions", "1", Double.NaN));

        assertThat(progress.lagRecords())
                .isEqualTo(Map.of("boson.nodes", 7L, "boson.sessions", 0L));
    }

    @Test
    void countsNoPartitionTwice() {
        StreamsProgress progress =
                of(
                        lag("c-consumer", "boson.nodes", "0", 3.0),
                        lag("c-consumer", "boson_nodes", "0", 3.0),
                        lag("c-restore-consumer", "boson.nodes-changelog", "0", 9.0),
                        lag("c-restore-consumer", "boson.nodes", "0", 9.0));

        assertThat(progress.lagRecords()).isEqualTo(Map.of("boson.nodes", 3L));
    }

    @Test
    void addsUpWhatThreadsProcessed() {
        StreamsProgress progress =
                of(
                        metric("stream-thread-metrics", "process-total", Map.of("t", "1"), 5.0),
                        metric("stream-thread-metrics", "process-total", Map.of("t", "2"), 6.0),
                        metric("stream-thread-metrics", "process-rate", Map.of("t", "2"), 99.0));

        assertThat(progress.processed()).isEqualTo(11);
    }

    private static StreamsProgress of(Metric... metrics) {
        return StreamsProgress.of(StreamsApplication.State.RUNNING, List.of(metrics));
    }

    private static Metric lag(String client, String topic, String partition, double value) {
        return metric(
                FETCHES,
                "records-lag",
                Map.of("client-id", client, "topic", topic, "partition", partition),
                value);
    }

    private static Metric metric(
            String group, String name, Map<String, String> tags, double value) {
        return new Measured(new MetricName(name, group, "", tags), value);
    }
}
