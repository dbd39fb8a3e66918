package io.boson.streams.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one topic whole, from its beginning and then for ever, into a handler: on one thread, in
/// order, batch by batch. No consumer group: every instance reads everything.
///
/// Kafka away is a normal state: the handler keeps what it has and the feed tries again.
final class ReplicaFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final String topic;
    private final Consumer<List<ConsumerRecord<String, byte[]>>> handler;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private volatile boolean following;
    private volatile Thread thread = Thread.currentThread();

    /// @param handler gets every batch, on the feed's own thread
    ReplicaFeed(
            String bootstrapServers,
            String topic,
            Consumer<List<ConsumerRecord<String, byte[]>>> handler) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.handler = handler;
    }

    void start() {
        thread = Thread.ofPlatform().name("replica-" + topic).daemon().start(this::run);
    }

    /// Waits until everything that was in the topic at the start has been handled.
    boolean awaitCaughtUp(Duration timeout) throws InterruptedException {
        return caughtUp.await(timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    boolean isCaughtUp() {
        return caughtUp.getCount() == 0;
    }

    /// Whether the last contact with Kafka succeeded.
    boolean isFollowing() {
        return following;
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try (KafkaConsumer<String, byte[]> consumer = consumer()) {
                follow(consumer);
            } catch (WakeupException | InterruptException closed) {
                return;
            } catch (KafkaException broken) {
                following = false;
                LOG.warn("Reading {} failed, trying again: {}", topic, broken.toString());
                pause();
            }
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        next.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        while (stopping.getCount() > 0) {
            if (!isCaughtUp() && reached(consumer, ends)) {
                caughtUp.countDown();
            }
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            following = true;
            if (!records.isEmpty()) {
                handle(records);
                partitions.forEach(at -> next.put(at, consumer.position(at)));
            }
        }
    }

    private static boolean reached(
            KafkaConsumer<String, byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    private void handle(ConsumerRecords<String, byte[]> records) {
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>(records.count());
        records.forEach(batch::add);
        handler.accept(batch);
    }

    private KafkaConsumer<String, byte[]> consumer() {
        return new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                        false,
                        ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                        "earliest",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        5000,
                        ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
                        1),
                new StringDeserializer(),
                new ByteArrayDeserializer());
    }

    private void pause() {
        try {
            if (stopping.await(RETRY_AFTER.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("Reading {} ends", topic);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        if (thread == Thread.currentThread()) {
            return; // never started
        }
        try {
            if (!thread.join(POLL.plus(STOP_MAX))) {
                LOG.warn("Reading {} does not end", topic);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
