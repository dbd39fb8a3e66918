package io.boson.bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/// The ceiling of what is appended: a producer of the server's settings, with as many appends on
/// their way as there are connections, to a topic of its own on the same broker.
final class PlainAppends implements AutoCloseable {

    private static final String TOPIC = "bench.appends";
    private static final int PARTITIONS = 4;
    private static final int RECORD_BYTES_MAX = 1 << 20;

    private final KafkaProducer<byte[], byte[]> producer;

    private PlainAppends(KafkaProducer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    static PlainAppends to(String bootstrapServers)
            throws ExecutionException, InterruptedException {
        Map<String, Object> where =
                Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Admin admin = Admin.create(where)) {
            admin.createTopics(List.of(new NewTopic(TOPIC, PARTITIONS, (short) 1))).all().get();
        } catch (ExecutionException failed) {
            if (!(failed.getCause() instanceof TopicExistsException)) {
                throw failed;
            }
        }
        return new PlainAppends(
                new KafkaProducer<>(
                        Map.of(
                                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                                bootstrapServers,
                                ProducerConfig.ACKS_CONFIG,
                                "all",
                                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                                "lz4",
                                ProducerConfig.LINGER_MS_CONFIG,
                                0,
                                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                                RECORD_BYTES_MAX),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()));
    }

    /// @return acknowledged appends a second
    double run(List<byte[]> bodies, int onTheirWay, Duration length) throws InterruptedException {
        Semaphore room = new Semaphore(onTheirWay);
        AtomicLong acknowledged = new AtomicLong();
        long begin = System.nanoTime();
        for (int i = 0; System.nanoTime() - begin < length.toNanos(); i = (i + 1) % bodies.size()) {
            room.acquire();
            byte[] key = {(byte) i};
            var _ =
                    producer.send(
                            new ProducerRecord<>(TOPIC, key, bodies.get(i)),
                            (_, failure) -> {
                                room.release();
                                if (failure == null) {
                                    acknowledged.incrementAndGet();
                                }
                            });
        }
        room.acquire(onTheirWay);
        return acknowledged.get() * 1e9 / (System.nanoTime() - begin);
    }

    @Override
    public void close() {
        producer.close();
    }
}
