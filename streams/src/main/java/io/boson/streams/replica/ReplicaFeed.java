package io.boson.streams.replica;

import io.boson.streams.log.FetchLimits;
import io.boson.streams.log.Following;
import io.boson.streams.log.PlainConsumer;
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
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
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

    /// Whoever asks waits for what is read here.
    static final FetchLimits AT_ONCE = FetchLimits.atOnce(2_000, 8 << 20);

    private static final int ASK_AFTER_QUIET_POLLS = 4;

    private final String bootstrapServers;
    private final String topic;
    private final Consumer<List<ConsumerRecord<String, byte[]>>> handler;
    private final Optional<ReadBack> back;
    private final FetchLimits limits;
    private final CountDownLatch caughtUp = new CountDownLatch(1);
    private final Following following;
    private final Map<TopicPartition, Long> next = new HashMap<>();

    private volatile boolean inTouch;
    private volatile long lag;
    private boolean complained;

    /// @param handler gets every batch, on the feed's own thread
    ReplicaFeed(
            String bootstrapServers,
            String topic,
            Consumer<List<ConsumerRecord<String, byte[]>>> handler) {
        this(bootstrapServers, topic, Optional.empty(), AT_ONCE, handler);
    }

    /// @param back where it begins; empty for the beginning
    ReplicaFeed(
            String bootstrapServers,
            String topic,
            Optional<ReadBack> back,
            FetchLimits limits,
            Consumer<List<ConsumerRecord<String, byte[]>>> handler) {
        this.bootstrapServers = bootstrapServers;
        this.topic = topic;
        this.back = back;
        this.limits = limits;
        this.handler = handler;
        this.following = new Following("replica-" + topic, STOP_MAX, this::follow, this::complain);
    }

    void start() {
        following.start();
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
        return inTouch;
    }

    ReplicaProgress progress() {
        return new ReplicaProgress(isCaughtUp(), inTouch, lag);
    }

    /// Once per outage. A reader's own fault must not end reading: what it holds would be old for
    /// ever.
    private Duration complain(RuntimeException failed) {
        if (!(failed instanceof KafkaException)) {
            LOG.error("Reading {} failed, trying again", topic, failed);
        } else if (inTouch || !complained) {
            LOG.warn("Reading {} failed, trying again: {}", topic, failed.toString());
            complained = true;
        }
        inTouch = false;
        return RETRY_AFTER;
    }

    private void follow() {
        KafkaConsumer<String, byte[]> consumer = PlainConsumer.open(bootstrapServers, limits);
        following.wakenBy(consumer::wakeup);
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
        while (following.goesOn()) {
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
            inTouch = true;
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

    @Override
    public void close() {
        following.close();
    }
}
