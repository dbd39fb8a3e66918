package io.boson.streams.log;

import io.boson.events.codec.EventCodec;
import io.boson.events.log.EventEnvelope;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.streams.topics.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The log in Kafka. Any number of virtual threads append at once; each waits for its own
/// acknowledgement, all share one connection and its batches.
public final class KafkaEventLog implements EventLog, AutoCloseable {

    private static final Duration CLOSE_MAX = Duration.ofSeconds(3);

    /// The producer keeps its own deadline; this only guards against one that does not.
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final TopicNames names;
    private final String source;
    private final Duration waitMax;
    private final RenewedProducer producer;
    private final EventCodec codec = new EventCodec();

    private KafkaEventLog(
            TopicNames names, String source, Duration waitMax, RenewedProducer producer) {
        this.names = names;
        this.source = source;
        this.waitMax = waitMax;
        this.producer = producer;
    }

    /// @param source who writes, for `ce_source`
    public static KafkaEventLog open(KafkaLogSettings settings, TopicNames names, String source) {
        return new KafkaEventLog(
                names,
                source,
                settings.deliveryTimeout().plus(GRACE),
                new RenewedProducer(
                        () ->
                                new KafkaProducer<>(
                                        config(settings),
                                        new ByteArraySerializer(),
                                        new ByteArraySerializer()),
                        CLOSE_MAX));
    }

    private static Map<String, Object> config(KafkaLogSettings settings) {
        int delivery = Math.toIntExact(settings.deliveryTimeout().toMillis());
        return Map.ofEntries(
                Map.entry(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers()),
                Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
                Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
                Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, Batching.COMPRESSION),
                Map.entry(ProducerConfig.LINGER_MS_CONFIG, 0),
                Map.entry(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, Batching.IN_FLIGHT),
                Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, delivery),
                Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, delivery / 2),
                Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, settings.blockMax().toMillis()),
                Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, settings.bufferBytes()),
                Map.entry(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 1000));
    }

    @Override
    public LogPosition append(EventEnvelope envelope) {
        Producer<byte[], byte[]> inUse = producer.current();
        RecordMetadata written = await(send(inUse, record(envelope)), inUse);
        return new LogPosition(envelope.event().topic(), written.partition(), written.offset());
    }

    private ProducerRecord<byte[], byte[]> record(EventEnvelope envelope) {
        return new ProducerRecord<>(
                names.of(envelope.event().topic()),
                null,
                envelope.event().key().getBytes(StandardCharsets.UTF_8),
                codec.encode(envelope.event()),
                CloudEventHeaders.of(envelope, source));
    }

    private static Future<RecordMetadata> send(
            Producer<byte[], byte[]> inUse, ProducerRecord<byte[], byte[]> record) {
        try {
            return inUse.send(record);
        } catch (KafkaException | IllegalStateException notSent) {
            throw new LogUnavailableException("the log takes nothing now", notSent);
        }
    }

    private RecordMetadata await(Future<RecordMetadata> sent, Producer<byte[], byte[]> inUse) {
        try {
            return sent.get(waitMax.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            producer.expired(inUse);
            throw new LogUnavailableException("the log did not acknowledge", failed);
        } catch (TimeoutException silent) {
            throw new LogUnavailableException("the log did not answer", silent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new LogUnavailableException("interrupted while waiting", interrupted);
        }
    }

    @Override
    public void close() {
        producer.close();
    }
}
