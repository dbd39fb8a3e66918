package io.boson.streams.replica;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads one topic whole, from its beginning or a moment in the past and then for ever, into a
/// handler: on one thread, in order, batch by batch. No consumer group: every instance reads
/// everything.
///
/// Kafka away is a normal state: the handler keeps what it has and the feed tries again.
final class ReplicaFeed implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ReplicaFeed.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(1);
    private static final int ANSWER_MAX_MILLIS = 5_000;
    private static final int ASK_AFTER_QUIET_POLLS = 4;

    private final String bootstrapServers;
    private final String topic;
    private final Consumer<List<ConsumerRecord<String, byte[]>>> handler;
    private final Optional<ReadBack> back;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private volatile boolean following;
    private volatile long lag;
    private boolean complained;
    private volatile Runnable wake = () -> {};
    private volatile Thread thread = Thread.currentThread();

    /// @param handler gets every batch, on the feed's own thread
    ReplicaFeed(
            String bootstrapServers,
            String topic,
            Consumer<List<ConsumerRecord<String, byte[]>>> handler) {
        this(bootstrapServers, topic, Optional.empty(), handler);
    }

    /// @param back where it begins; empty for the beginning
    ReplicaFeed(
            String bootstrapServers,
            String topic,
            Optional<ReadBack> back,
            Consumer<List<ConsumerRecord<String, byte[]>>> handler) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.back = back;
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

    ReplicaProgress progress() {
        return new ReplicaProgress(isCaughtUp(), following, lag);
    }

    private void run() {
        while (stopping.getCount() > 0) {
            try {
                follow();
            } catch (WakeupException | InterruptException stopped) {
                return;
            } catch (KafkaException away) {
                complain(away);
                pause();
            } catch (RuntimeException broken) {
                // A reader's own fault must not end reading: what it holds would be old for ever.
                following = false;
                LOG.error("Reading {} failed, trying again", topic, broken);
                pause();
            }
        }
    }

    /// Once per outage.
    private void complain(KafkaException away) {
        if (following || !complained) {
            LOG.warn("Reading {} failed, trying again: {}", topic, away.toString());
        }
        following = false;
        complained = true;
    }

    private void follow() {
        KafkaConsumer<String, byte[]> consumer = consumer();
        wake = consumer::wakeup;
        try {
            follow(consumer);
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_MAX));
        }
    }

    private void follow(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions = partitions(consumer);
        consumer.assign(partitions);
        seekToStart(consumer, partitions);
        next.forEach(consumer::seek);
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        int quietPolls = 0;
        while (stopping.getCount() > 0) {
            if (!isCaughtUp() && reached(consumer, ends)) {
                caughtUp.countDown();
            }
            ConsumerRecords<String, byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                quietPolls = 0;
                handle(records);
                partitions.forEach(at -> next.put(at, consumer.position(at)));
            } else if (++quietPolls % ASK_AFTER_QUIET_POLLS == 0) {
                // A poll finds nothing also where nobody is there; a question fails then.
                consumer.endOffsets(partitions);
            }
            lag = partitions.stream().mapToLong(at -> consumer.currentLag(at).orElse(0)).sum();
            following = true;
        }
    }

    private void seekToStart(
            KafkaConsumer<String, byte[]> consumer, List<TopicPartition> partitions) {
        if (back.isEmpty()) {
            consumer.seekToBeginning(partitions);
            return;
        }
        Map<TopicPartition, Long> moments = new HashMap<>();
        partitions.forEach(at -> moments.put(at, back.get().since().toEpochMilli()));
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        var firsts = consumer.offsetsForTimes(moments);
        long most = back.get().recordsMax() / partitions.size();
        for (TopicPartition at : partitions) {
            long end = ends.getOrDefault(at, 0L);
            OffsetAndTimestamp first = firsts.get(at);
            // Null is Kafka's word for: nothing that late.
            consumer.seek(at, first == null ? end : Math.max(first.offset(), end - most));
        }
    }

    private List<TopicPartition> partitions(KafkaConsumer<String, byte[]> consumer) {
        List<TopicPartition> partitions =
                consumer.partitionsFor(topic).stream()
                        .map(info -> new TopicPartition(topic, info.partition()))
                        .toList();
        if (partitions.isEmpty()) {
            throw new UnknownTopicOrPartitionException("no topic " + topic);
        }
        return partitions;
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
                        1,
                        ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                        ANSWER_MAX_MILLIS,
                        ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                        ANSWER_MAX_MILLIS,
                        ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                        false),
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
        wake.run();
        if (thread == Thread.currentThread()) {
            return; // never started
        }
        try {
            if (!thread.join(STOP_MAX)) {
                LOG.warn("Reading {} does not end", topic);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
