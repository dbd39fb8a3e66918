package io.boson.streams.log;

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

    /// @param recordsMax that one poll returns
    /// @param fetchBytesMax that one fetch brings
    public static KafkaConsumer<String, byte[]> open(
            String bootstrapServers, int recordsMax, int fetchBytesMax) {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        recordsMax,
                        ConsumerConfig.FETCH_MAX_BYTES_CONFIG,
                        fetchBytesMax,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        ANSWER_MAX_MILLIS,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        ANSWER_MAX_MILLIS,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }
}
