package io.boson.server.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;

/// Reads topics from their beginning, as anybody's Kafka tool would: nothing of Boson's own reading
/// is used.
public final class FactReader implements AutoCloseable {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration LOOK = Duration.ofMillis(100);

    private final Consumer<String, byte[]> consumer;
    private final List<Fact> read = new ArrayList<>();

    /// @param position as in `Boson-Position`
    /// @param headers by name; each comes once
    public record Fact(
            String topic, String position, String key, Map<String, String> headers, JsonNode data) {

        public String type() {
            return headers.getOrDefault("ce_type", "");
        }

        public String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    public FactReader(String bootstrapServers, String... topics) {
        consumer =
                new KafkaConsumer<>(
                        Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
                        new StringDeserializer(),
                        new ByteArrayDeserializer());
        List<TopicPartition> partitions =
                Arrays.stream(topics)
                        .flatMap(topic -> consumer.partitionsFor(topic).stream())
                        .map(p -> new TopicPartition(p.topic(), p.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /// All that is in the log now.
    public List<Fact> all() {
        Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(
                        () -> {
                            look();
                            return ends.entrySet().stream()
                                    .allMatch(
                                            end ->
                                                    consumer.position(end.getKey())
                                                            >= end.getValue());
                        });
        return List.copyOf(read);
    }

    /// The facts under a key, once they are as expected.
    public List<Fact> await(Object key, Predicate<List<Fact>> expected) {
        List<Fact> ofKey = new ArrayList<>();
        Awaitility.await("facts about " + key)
                .atMost(PATIENCE)
                .until(
                        () -> {
                            look();
                            ofKey.clear();
                            read.stream()
                                    .filter(fact -> fact.key().equals(key.toString()))
                                    .forEach(ofKey::add);
                            return expected.test(ofKey);
                        });
        return ofKey;
    }

    private void look() {
        consumer.poll(LOOK).forEach(record -> read.add(fact(record)));
    }

    private static Fact fact(ConsumerRecord<String, byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers()
                .forEach(h -> headers.put(h.key(), new String(h.value(), StandardCharsets.UTF_8)));
        String name = record.topic().substring(record.topic().indexOf('.') + 1);
        try {
            return new Fact(
                    record.topic(),
                    name + "-" + record.partition() + "-" + record.offset(),
                    record.key(),
                    headers,
                    MAPPER.readTree(record.value()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
