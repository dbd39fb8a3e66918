package io.boson.streams.log;

import io.boson.events.Topic;
import io.boson.events.log.EventHandler;
import io.boson.events.log.LogPosition;
import io.boson.events.log.RecordedEvent;
import io.boson.streams.topics.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Follows topics for a handler that remembers by itself how far it is: on one thread, batch by
/// batch, from where the handler says. No consumer group.
///
/// The handler's failure is a normal state, as is Kafka's: everything starts over from the
/// handler's own position, after a wait that grows while it goes on failing.
public final class EventSubscription implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EventSubscription.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration WAIT_MIN = Duration.ofMillis(500);
    private static final Duration WAIT_MAX = Duration.ofSeconds(15);
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final Duration CLOSE_MAX = Duration.ofSeconds(1);

    /// A transaction each: large ones cost a database much less, and these fit the heap whatever
    /// the records hold.
    private static final int BATCH_MAX = 16_000;

    private static final int BATCH_BYTES_MAX = 8 << 20;

    /// Nobody waits for a history, so a broker gathers what it is to read.
    private static final FetchLimits FETCH =
            FetchLimits.atOnce(100, 8 << 20).gathered(64 << 10, Duration.ofMillis(200));

    private static final int LAG_EVERY_BATCHES = 16;

    private final String bootstrapServers;
    private final TopicNames names;
    private final Set<Topic> topics;
    private final EventHandler handler;
    private final String name;
    private final LogExtents extents;
    private final RecordReader reader = new RecordReader();
    private final Following following;

    private volatile Progress progress = new Progress(false, -1, Instant.EPOCH, Optional.empty());
    private volatile boolean again;
    private Duration wait = WAIT_MIN;

    /// How it goes.
    ///
    /// @param following whether the last batch was handled
    /// @param lag records of the log that are not handled yet; -1 where nobody knows
    /// @param handledUpTo when the log received the latest record that was handled
    /// @param failure why it does not follow
    public record Progress(
            boolean following, long lag, Instant handledUpTo, Optional<String> failure) {}

    /// @param name for the thread and the log
    public EventSubscription(
            String name,
            String bootstrapServers,
            TopicNames names,
            Set<Topic> topics,
            EventHandler handler) {
        this.name = name;
        this.bootstrapServers = bootstrapServers;
        this.names = names;
        this.topics = Set.copyOf(topics);
        this.handler = handler;
        this.extents = new LogExtents(bootstrapServers, names);
        this.following = new Following(name, STOP_MAX, this::follow, this::complain);
    }

    public void start() {
        following.start();
    }

    /// Asks the handler once more where to go on: soon, on the subscription's own thread.
    public void beginAgain() {
        again = true;
    }

    public Progress progress() {
        return progress;
    }

    /// Of Kafka or of the handler: neither may end what everybody counts on.
    private Duration complain(RuntimeException away) {
        Progress before = progress;
        String why = String.valueOf(away.getMessage()).lines().findFirst().orElse("");
        boolean news = before.following() || before.failure().isEmpty();
        if (news) {
            LOG.warn("{} fails and tries again: {}", name, why);
            LOG.debug("{} fails", name, away);
        }
        progress = new Progress(false, before.lag(), before.handledUpTo(), Optional.of(why));
        Duration longer = news ? WAIT_MIN : wait.multipliedBy(2);
        wait = longer.compareTo(WAIT_MAX) < 0 ? longer : WAIT_MAX;
        return wait;
    }

    private void follow() {
        again = false;
        List<LogPosition> next = handler.next(extents.now(topics));
        KafkaConsumer<String, byte[]> consumer = PlainConsumer.open(bootstrapServers, FETCH);
        following.wakenBy(consumer::wakeup);
        try {
            Map<TopicPartition, Topic> partitions = assign(consumer);
            seek(consumer, partitions.keySet(), next);
            RecordBatches records =
                    new RecordBatches(consumer, BATCH_MAX, BATCH_BYTES_MAX, System::nanoTime);
            long batches = 0;
            while (following.goesOn() && !again) {
                List<RecordedEvent> batch = new ArrayList<>();
                records.next(POLL).forEach(each -> batch.add(recorded(each, partitions)));
                if (!batch.isEmpty()) {
                    handler.handle(batch);
                }
                boolean asks = batch.isEmpty() || batches++ % LAG_EVERY_BATCHES == 0;
                tell(
                        batch,
                        asks
                                ? lag(consumer, partitions.keySet()) + records.ahead()
                                : progress.lag());
            }
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_MAX));
        }
    }

    private void tell(List<RecordedEvent> batch, long lag) {
        Progress before = progress;
        if (before.failure().isPresent()) {
            LOG.info("{} goes on", name);
        }
        Instant upTo =
                batch.stream()
                        .map(RecordedEvent::receivedAt)
                        .max(Instant::compareTo)
                        .filter(at -> at.isAfter(before.handledUpTo()))
                        .orElse(before.handledUpTo());
        progress = new Progress(true, lag, upTo, Optional.empty());
    }

    private Map<TopicPartition, Topic> assign(KafkaConsumer<String, byte[]> consumer) {
        Map<TopicPartition, Topic> partitions = new HashMap<>();
        for (Topic topic : topics) {
            consumer.partitionsFor(names.of(topic))
                    .forEach(
                            info ->
                                    partitions.put(
                                            new TopicPartition(info.topic(), info.partition()),
                                            topic));
        }
        consumer.assign(partitions.keySet());
        return partitions;
    }

    /// A position that the log holds no more is followed by what it still holds.
    private void seek(
            KafkaConsumer<String, byte[]> consumer,
            Set<TopicPartition> partitions,
            List<LogPosition> next) {
        Map<TopicPartition, Long> begins = consumer.beginningOffsets(partitions);
        Set<TopicPartition> rest = new HashSet<>(partitions);
        for (LogPosition each : next) {
            TopicPartition partition = new TopicPartition(names.of(each.topic()), each.partition());
            if (rest.remove(partition)) {
                consumer.seek(
                        partition, Math.max(each.offset(), begins.getOrDefault(partition, 0L)));
            }
        }
        if (!rest.isEmpty()) { // Kafka takes none for all
            consumer.seekToBeginning(rest);
        }
    }

    private static long lag(
            KafkaConsumer<String, byte[]> consumer, Set<TopicPartition> partitions) {
        return consumer.endOffsets(partitions).entrySet().stream()
                .mapToLong(end -> Math.max(0, end.getValue() - consumer.position(end.getKey())))
                .sum();
    }

    private RecordedEvent recorded(
            ConsumerRecord<String, byte[]> record, Map<TopicPartition, Topic> partitions) {
        Topic topic =
                Objects.requireNonNull(
                        partitions.get(new TopicPartition(record.topic(), record.partition())));
        return RecordedEvents.of(topic, record, reader);
    }

    @Override
    public void close() {
        following.close();
    }
}
