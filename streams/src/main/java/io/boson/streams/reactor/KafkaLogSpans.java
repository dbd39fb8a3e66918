package io.boson.streams.reactor;

import io.boson.events.Topic;
import io.boson.streams.topics.TopicNames;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Spans from what the application has committed and what the broker holds. Opens a consumer each
/// time: partitions change owners rarely.
public final class KafkaLogSpans implements LogSpans {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final String bootstrapServers;
    private final String applicationId;
    private final TopicNames names;

    public KafkaLogSpans(String bootstrapServers, String applicationId, TopicNames names) {
        this.bootstrapServers = bootstrapServers;
        this.applicationId = applicationId;
        this.names = names;
    }

    @Override
    public Map<Topic, CatchUp.OffsetSpan> of(Set<Topic> topics, int partition) {
        Map<Topic, TopicPartition> wanted =
                topics.stream()
                        .collect(
                                Collectors.toMap(
                                        topic -> topic,
                                        topic -> new TopicPartition(names.of(topic), partition)));
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            Set<TopicPartition> partitions = Set.copyOf(wanted.values());
            Map<TopicPartition, OffsetAndMetadata> committed =
                    consumer.committed(partitions, TIMEOUT);
            Map<TopicPartition, Long> begin = consumer.beginningOffsets(partitions, TIMEOUT);
            Map<TopicPartition, Long> end = consumer.endOffsets(partitions, TIMEOUT);
            Map<Topic, CatchUp.OffsetSpan> spans = new EnumMap<>(Topic.class);
            wanted.forEach(
                    (topic, at) -> {
                        OffsetAndMetadata known = committed.get(at);
                        long next =
                                Math.max(
                                        begin.getOrDefault(at, 0L),
                                        known == null ? 0 : known.offset());
                        spans.put(topic, new CatchUp.OffsetSpan(next, end.getOrDefault(at, 0L)));
                    });
            return spans;
        }
    }

    private Consumer<byte[], byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.GROUP_ID_CONFIG,
                        applicationId,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }
}
