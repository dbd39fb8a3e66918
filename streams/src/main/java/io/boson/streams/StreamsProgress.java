package io.boson.streams;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/// How far a Streams application has come.
///
/// @param lagRecords that its source topics hold and it has not read, by topic; only of partitions
///     that this instance owns and has fetched from
/// @param processed records since its threads began
public record StreamsProgress(
        StreamsApplication.State state, Map<String, Long> lagRecords, long processed) {

    private static final String FETCHES = "consumer-fetch-manager-metrics";
    private static final String THREADS = "stream-thread-metrics";

    public StreamsProgress {
        lagRecords = Map.copyOf(lagRecords);
    }

    /// @param metrics as Kafka Streams measures itself
    static StreamsProgress of(
            StreamsApplication.State state, Collection<? extends Metric> metrics) {
        Map<String, Long> lags = new TreeMap<>();
        long processed = 0;
        for (Metric metric : metrics) {
            MetricName name = metric.metricName();
            if (!(metric.metricValue() instanceof Double value) || value.isNaN()) {
                continue;
            }
            if (isLag(name)) {
                lags.merge(name.tags().getOrDefault("topic", ""), value.longValue(), Long::sum);
            } else if (name.group().equals(THREADS) && name.name().equals("process-total")) {
                processed += value.longValue();
            }
        }
        return new StreamsProgress(state, withoutEchoes(lags), processed);
    }

    /// Of a partition that is read from, not of a changelog that is restored from.
    private static boolean isLag(MetricName name) {
        return name.group().equals(FETCHES)
                && name.name().equals("records-lag")
                && name.tags().containsKey("partition")
                && !name.tags().getOrDefault("client-id", "").endsWith("-restore-consumer");
    }

    /// For a while Kafka tells each lag twice, once with underscores for the topic's dots
    /// (KIP-1109).
    private static Map<String, Long> withoutEchoes(Map<String, Long> lags) {
        return lags.entrySet().stream()
                .filter(lag -> lags.keySet().stream().noneMatch(o -> isEcho(lag.getKey(), o)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static boolean isEcho(String topic, String other) {
        return !topic.equals(other) && topic.equals(other.replace('.', '_'));
    }
}
