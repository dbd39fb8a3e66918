package io.boson.streams.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Topic;
import io.boson.events.log.LogReplay;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/// Kafka's own stand-in for its consumer counts what is asked of the brokers.
final class PartitionMergeTest {

    private static final int EACH = 5_000;
    private static final int POLL_MAX = 500;
    private static final int AHEAD_MAX = 2 * (1_000 + POLL_MAX);
    private static final List<TopicPartition> PARTITIONS =
            List.of(new TopicPartition("nodes", 0), new TopicPartition("nodes", 1));

    /// @see MockConsumer
    private static final class Counted extends MockConsumer<String, byte[]> {
        private long fetched;

        Counted() {
            super("earliest");
            setMaxPollRecords(POLL_MAX);
        }

        @Override
        public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
            ConsumerRecords<String, byte[]> records = super.poll(timeout);
            fetched += records.count();
            return records;
        }
    }

    /// However slowly records are taken, no more than a bound are read ahead.
    @Test
    void whoTakesSlowlyHoldsBackTheSource() throws Exception {
        Counted consumer = full(EACH, new byte[0]);
        List<Long> taken = new ArrayList<>();
        List<Long> ahead = new ArrayList<>();

        new PartitionMerge(consumer, topics(), all())
                .run(
                        (event, _) -> {
                            taken.add(event.receivedAt().toEpochMilli());
                            ahead.add(consumer.fetched - taken.size());
                        });

        assertThat(taken).hasSize(2 * EACH).isSorted();
        assertThat(ahead).allMatch(count -> count <= AHEAD_MAX);
        assertThat(ahead.getFirst()).isLessThan(2L * EACH - AHEAD_MAX);
    }

    /// Few large records are as much as many small ones.
    @Test
    void largeRecordsAreReadAheadByTheirBytes() throws Exception {
        byte[] large = new byte[100_000];
        int pollMax = 4;
        Counted consumer = full(200, large);
        consumer.setMaxPollRecords(pollMax);
        List<Long> ahead = new ArrayList<>();

        new PartitionMerge(consumer, topics(), all())
                .run((_, _) -> ahead.add(consumer.fetched - ahead.size()));

        long most = PartitionMerge.AHEAD_BYTES_MAX / large.length + 2L * pollMax;
        assertThat(ahead).hasSize(2 * 200).allMatch(count -> count <= most);
    }

    private static Counted full(int each, byte[] value) {
        Counted consumer = new Counted();
        consumer.assign(PARTITIONS);
        Map<TopicPartition, Long> begins = new HashMap<>();
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (TopicPartition at : PARTITIONS) {
            begins.put(at, 0L);
            ends.put(at, (long) each);
        }
        consumer.updateBeginningOffsets(begins);
        consumer.updateEndOffsets(ends);
        for (TopicPartition at : PARTITIONS) {
            consumer.seek(at, 0);
            for (int offset = 0; offset < each; offset++) {
                consumer.addRecord(record(at, offset, 2L * offset + at.partition(), value));
            }
        }
        return consumer;
    }

    private static ConsumerRecord<String, byte[]> record(
            TopicPartition at, long offset, long millis, byte[] value) {
        return new ConsumerRecord<>(
                at.topic(),
                at.partition(),
                offset,
                millis,
                TimestampType.LOG_APPEND_TIME,
                0,
                0,
                "key",
                value,
                new RecordHeaders(),
                Optional.empty());
    }

    private static Map<TopicPartition, Topic> topics() {
        Map<TopicPartition, Topic> topics = new HashMap<>();
        PARTITIONS.forEach(each -> topics.put(each, Topic.NODES));
        return topics;
    }

    private static LogReplay.Wanted all() {
        return new LogReplay.Wanted(
                Set.of(Topic.NODES),
                Set.of(),
                Instant.EPOCH,
                Instant.parse("2100-01-01T00:00:00Z"),
                Optional.empty());
    }
}
