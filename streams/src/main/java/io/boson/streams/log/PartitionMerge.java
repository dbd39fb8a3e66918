package io.boson.streams.log;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogReplay.Taker;
import io.boson.events.log.LogReplay.Wanted;
import io.boson.events.log.LogUnavailableException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Several partitions as one stream, ordered by when the log received each record. A record is
/// handed on when every partition that has not ended shows one; those that show enough are not read
/// further meanwhile, so a slow reader holds back the source.
final class PartitionMerge {

    private static final Duration POLL = Duration.ofMillis(200);

    /// Of each partition.
    private static final int AHEAD_MAX = 1_000;

    /// Of values, over all partitions; each has its share of that, and one record at least.
    static final int AHEAD_BYTES_MAX = 4 << 20;

    private static final int SILENT_POLLS_MAX = 50;

    private static final Comparator<ConsumerRecord<String, byte[]>> ORDER =
            Comparator.<ConsumerRecord<String, byte[]>>comparingLong(ConsumerRecord::timestamp)
                    .thenComparing(ConsumerRecord::topic)
                    .thenComparing(ConsumerRecord::partition);

    private final Consumer<String, byte[]> consumer;
    private final Map<TopicPartition, Topic> topics;
    private final Wanted wanted;
    private final RecordReader reader = new RecordReader();
    private final Map<TopicPartition, Lane> lanes =
            new TreeMap<>(
                    Comparator.comparing(TopicPartition::topic)
                            .thenComparing(TopicPartition::partition));

    /// A partition's records that were read and not handed on.
    private static final class Lane {
        private final ArrayDeque<ConsumerRecord<String, byte[]>> ahead = new ArrayDeque<>();
        private final long end;
        private long next;
        private boolean ended;
        private long bytes;

        Lane(long next, long end) {
            this.next = next;
            this.end = end;
            this.ended = next >= end;
        }

        void add(ConsumerRecord<String, byte[]> record) {
            ahead.add(record);
            bytes += RecordBatches.bytes(record);
        }

        void remove() {
            bytes -= RecordBatches.bytes(ahead.remove());
        }
    }

    PartitionMerge(
            Consumer<String, byte[]> consumer, Map<TopicPartition, Topic> topics, Wanted wanted) {
        this.consumer = consumer;
        this.topics = topics;
        this.wanted = wanted;
        Map<TopicPartition, Long> ends = consumer.endOffsets(topics.keySet());
        for (TopicPartition each : topics.keySet()) {
            lanes.put(each, new Lane(consumer.position(each), ends.getOrDefault(each, 0L)));
        }
    }

    void run(Taker taker) throws InterruptedException {
        int silent = 0;
        while (true) {
            Optional<ConsumerRecord<String, byte[]>> next = next();
            if (next.isPresent()) {
                hand(next.get(), taker);
                silent = 0;
            } else if (lanes.values().stream().allMatch(lane -> lane.ended)) {
                return;
            } else if (read() > 0) {
                silent = 0;
            } else if (++silent > SILENT_POLLS_MAX) {
                throw new LogUnavailableException(
                        "the log does not answer", new IllegalStateException("no records"));
            }
        }
    }

    /// Empty where a partition that may hold an earlier one has not shown it.
    private Optional<ConsumerRecord<String, byte[]>> next() {
        boolean complete =
                lanes.values().stream().allMatch(lane -> lane.ended || !lane.ahead.isEmpty());
        return complete
                ? lanes.values().stream()
                        .map(lane -> Optional.ofNullable(lane.ahead.peek()))
                        .flatMap(Optional::stream)
                        .min(ORDER)
                : Optional.empty();
    }

    private void hand(ConsumerRecord<String, byte[]> record, Taker taker)
            throws InterruptedException {
        TopicPartition at = new TopicPartition(record.topic(), record.partition());
        Lane lane = lane(at);
        lane.remove();
        lane.next = record.offset() + 1;
        if (lane.ahead.isEmpty() && lane.next >= lane.end) {
            lane.ended = true;
        }
        String type = RecordReader.type(record.headers());
        if (wanted.types().isEmpty() || wanted.types().contains(type)) {
            taker.take(RecordedEvents.of(topic(at), record, reader), positions());
        }
    }

    private List<LogPosition> positions() {
        List<LogPosition> positions = new ArrayList<>(lanes.size());
        lanes.forEach(
                (at, lane) -> positions.add(new LogPosition(topic(at), at.partition(), lane.next)));
        return positions;
    }

    private int read() {
        Collection<TopicPartition> full =
                lanes.entrySet().stream()
                        .filter(e -> e.getValue().ended || isFull(e.getValue()))
                        .map(Map.Entry::getKey)
                        .toList();
        consumer.resume(consumer.paused());
        consumer.pause(full);
        int read = 0;
        for (ConsumerRecord<String, byte[]> record : consumer.poll(POLL)) {
            Lane lane = lane(new TopicPartition(record.topic(), record.partition()));
            read++;
            if (record.offset() >= lane.end || record.timestamp() >= wanted.to().toEpochMilli()) {
                lane.ended = true; // the log's times never go back within a partition
            } else if (!lane.ended) {
                lane.add(record);
            }
        }
        return read;
    }

    private boolean isFull(Lane lane) {
        return lane.ahead.size() >= AHEAD_MAX || lane.bytes >= AHEAD_BYTES_MAX / lanes.size();
    }

    private Lane lane(TopicPartition at) {
        return Optional.ofNullable(lanes.get(at)).orElseThrow();
    }

    private Topic topic(TopicPartition at) {
        return Optional.ofNullable(topics.get(at)).orElseThrow();
    }
}
