package io.boson.streams.log;

import io.boson.events.Event;
import io.boson.events.codec.Decoded;
import io.boson.events.log.Facts;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.streams.topics.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/// Reads single records, one after another over one connection: it is people who ask.
public final class KafkaFacts implements Facts, AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(3);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(1);
    private static final int FETCH_BYTES_MAX = 64 * 1024;

    private final TopicNames names;
    private final RecordReader reader = new RecordReader();
    private final ReentrantLock turn = new ReentrantLock(true);
    private final Consumer<byte[], byte[]> consumer;

    public KafkaFacts(String bootstrapServers, TopicNames names) {
        this.names = names;
        this.consumer =
                new KafkaConsumer<>(
                        Map.of(
                                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                                false,
                                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                                "none",
                                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                                1,
                                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                                FETCH_BYTES_MAX,
                                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                                Math.toIntExact(PATIENCE.toMillis()),
                                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                                Math.toIntExact(PATIENCE.toMillis()),
                                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                                false),
                        new ByteArrayDeserializer(),
                        new ByteArrayDeserializer());
    }

    @Override
    public Optional<Event> fetch(LogPosition position) {
        try {
            if (!turn.tryLock(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw unavailable(
                        "too many ask the log at once", new IllegalStateException("busy"));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw unavailable("interrupted while waiting", interrupted);
        }
        try {
            return read(position);
        } catch (OffsetOutOfRangeException gone) {
            return Optional.empty();
        } catch (KafkaException away) {
            throw unavailable("the log does not answer", away);
        } finally {
            turn.unlock();
        }
    }

    private Optional<Event> read(LogPosition position) {
        TopicPartition partition =
                new TopicPartition(names.of(position.topic()), position.partition());
        consumer.assign(List.of(partition));
        if (position.offset()
                >= consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L)) {
            return Optional.empty();
        }
        consumer.seek(partition, position.offset());
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(PATIENCE)) {
                return record.offset() == position.offset() ? decode(record) : Optional.empty();
            }
        }
        throw unavailable("the log does not answer", new IllegalStateException("no record"));
    }

    private Optional<Event> decode(ConsumerRecord<byte[], byte[]> record) {
        return switch (reader.read(record.headers(), record.value())) {
            case Decoded.Known(var event) -> Optional.of(event);
            case Decoded.Unknown _, Decoded.Malformed _ -> Optional.empty();
        };
    }

    private static LogUnavailableException unavailable(String message, Exception cause) {
        return new LogUnavailableException(message, cause);
    }

    @Override
    public void close() {
        turn.lock();
        try {
            consumer.close(CloseOptions.timeout(CLOSE_MAX));
        } finally {
            turn.unlock();
        }
    }
}
