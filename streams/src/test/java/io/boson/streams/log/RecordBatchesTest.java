package io.boson.streams.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/// Kafka's own stand-in for its consumer.
final class RecordBatchesTest {

    private static final TopicPartition PARTITION = new TopicPartition("metrics", 0);
    private static final Duration WAIT = Duration.ofMillis(500);
    private static final int POLL_MAX = 10;
    private static final int RECORDS_MAX = 100;
    private static final int BYTES_MAX = 1_000;

    /// Each poll takes a while.
    private static final class Slow extends MockConsumer<String, byte[]> {
        private long millisEach;
        private long millis;

        Slow() {
            super("earliest");
            setMaxPollRecords(POLL_MAX);
            assign(List.of(PARTITION));
            updateBeginningOffsets(Map.of(PARTITION, 0L));
            seek(PARTITION, 0);
        }

        @Override
        public synchronized ConsumerRecords<String, byte[]> poll(Duration timeout) {
            millis += millisEach;
            return super.poll(timeout);
        }
    }

    private final Slow consumer = new Slow();
    private final RecordBatches batches =
            new RecordBatches(
                    consumer,
                    RECORDS_MAX,
                    BYTES_MAX,
                    () -> TimeUnit.MILLISECONDS.toNanos(consumer.millis));

    private void logged(int count, int bytes) {
        for (int i = 0; i < count; i++) {
            consumer.addRecord(record(i, bytes));
        }
    }

    private List<Integer> sizes() {
        List<Integer> sizes = new ArrayList<>();
        long next = 0;
        for (var batch = batches.next(WAIT); !batch.isEmpty(); batch = batches.next(WAIT)) {
            sizes.add(batch.size());
            for (ConsumerRecord<String, byte[]> each : batch) {
                assertThat(each.offset()).isEqualTo(next++);
            }
        }
        return sizes;
    }

    @Test
    void smallRecordsComeTogetherAsManyAsMay() {
        logged(250, 1);
        assertThat(sizes()).containsExactly(100, 100, 50);
        assertThat(batches.ahead()).isZero();
    }

    @Test
    void largeOnesAreFewOfThemByTheirBytes() {
        logged(20, 300);
        assertThat(sizes()).containsExactly(3, 3, 3, 3, 3, 3, 2);
    }

    @Test
    void oneThatIsLargerThanABatchComesAlone() {
        logged(3, 5_000);
        assertThat(sizes()).containsExactly(1, 1, 1);
    }

    @Test
    void whatWasPolledAndNotHandedOnIsTold() {
        logged(20, 300);
        assertThat(batches.next(WAIT)).hasSize(3);
        assertThat(batches.ahead()).isEqualTo(POLL_MAX - 3);
    }

    /// Where records trickle in, nobody waits for a full batch.
    @Test
    void gatheringEndsInTime() {
        consumer.millisEach = 100;
        logged(250, 1);
        assertThat(batches.next(WAIT)).hasSize(3 * POLL_MAX);
    }

    private static ConsumerRecord<String, byte[]> record(long offset, int bytes) {
        return new ConsumerRecord<>(
                PARTITION.topic(),
                PARTITION.partition(),
                offset,
                0,
                TimestampType.LOG_APPEND_TIME,
                0,
                bytes,
                "key",
                new byte[bytes],
                new RecordHeaders(),
                Optional.empty());
    }
}
