package io.boson.streams.log;

import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/// A consumer without a group, for who assigns partitions and remembers positions himself. What it
/// asks is answered within seconds or fails.
public final class PlainConsumer {

    private static final int ANSWER_MAX_MILLIS = 5_000;

    private PlainConsumer() {}

    public static KafkaConsumer<String, byte[]> open(String bootstrapServers, FetchLimits limits) {
        Map<String, Object> config = new HashMap<>();
        config.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, limits.recordsMax());
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, limits.bytesMax());
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, limits.bytesMin());
        config.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                Math.toIntExact(limits.waitMax().toMillis()));
        config.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, ANSWER_MAX_MILLIS);
        config.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, ANSWER_MAX_MILLIS);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
    }
}
