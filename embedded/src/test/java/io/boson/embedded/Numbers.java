package io.boson.embedded;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.LongDeserializer;
import org.apache.kafka.common.serialization.LongSerializer;

/// A topic of numbered records, written and read by Kafka's own clients.
final class Numbers {

    private static final String TOPIC = "numbers";

    private Numbers() {}

    static void createTopic(String servers) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers))) {
            admin.createTopics(List.of(new NewTopic(TOPIC, 4, (short) 1)))
                    .all()
                    .get(20, TimeUnit.SECONDS);
        }
    }

    /// Every number in the log, up to its end as it is now.
    static Set<Long> readAll(String servers) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", servers, "default.api.timeout.ms", 20_000);
        Set<Long> numbers = new HashSet<>();
        try (Consumer<Long, byte[]> consumer =
                new KafkaConsumer<>(
                        settings, new LongDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    consumer.partitionsFor(TOPIC).stream()
                            .map(info -> new TopicPartition(TOPIC, info.partition()))
                            .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(r -> numbers.add(r.key()));
            }
        }
        return numbers;
    }

    /// Writes numbers as fast as they are taken until told to stop, and keeps those acknowledged.
    static final class Load implements AutoCloseable {

        private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
        private final Producer<Long, byte[]> producer;
        private final byte[] value;
        private final Thread writer = new Thread(this::write, "load");
        private volatile boolean stopped;

        Load(String servers, int valueBytes) {
            this.value = new byte[valueBytes];
            this.producer =
                    new KafkaProducer<>(
                            Map.of(
                                    "bootstrap.servers", servers,
                                    "acks", "all",
                                    "max.block.ms", 2_000,
                                    "request.timeout.ms", 2_000,
                                    "delivery.timeout.ms", 4_000),
                            new LongSerializer(),
                            new ByteArraySerializer());
            writer.start();
        }

        private void write() {
            for (long number = 0; !stopped; number++) {
                long sent = number;
                var _ = // the callback hears of it
                        producer.send(
                                new ProducerRecord<>(TOPIC, sent, value),
                                (metadata, error) -> {
                                    if (error == null) {
                                        acknowledged.add(sent);
                                    }
                                });
            }
        }

        Set<Long> acknowledged() {
            return Set.copyOf(acknowledged);
        }

        /// Stops writing, waits for what was sent to be acknowledged or given up, and returns all
        /// that was ever acknowledged.
        Set<Long> stop() {
            stopped = true;
            try {
                writer.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            producer.close(Duration.ofSeconds(5));
            return acknowledged();
        }

        @Override
        public void close() {
            stop();
        }
    }
}
