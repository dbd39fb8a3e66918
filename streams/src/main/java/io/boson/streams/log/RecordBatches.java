package io.boson.streams.log;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/// What a consumer polls, as batches bounded by their bytes: small records come by thousands,
/// large ones by a few. A value takes several times its bytes once it is unpacked, so how many
/// records fit the heap is nothing to count them by.
///
/// A batch is handed on when it is full, when nothing more comes for a moment, or when it was
/// gathered for long enough. What is polled beyond a batch is the beginning of the next.
final class RecordBatches {

    private static final Duration MORE = Duration.ofMillis(20);
    private static final Duration GATHER_MAX = Duration.ofMillis(250);

    private final Consumer<String, byte[]> consumer;
    private final int recordsMax;
    private final long bytesMax;
    private final LongSupplier nanos;
    private final ArrayDeque<ConsumerRecord<String, byte[]>> ahead = new ArrayDeque<>();
    private long aheadBytes;

    /// @param bytesMax of values; a record that has more is a batch of its own
    RecordBatches(
            Consumer<String, byte[]> consumer, int recordsMax, long bytesMax, LongSupplier nanos) {
        this.consumer = consumer;
        this.recordsMax = recordsMax;
        this.bytesMax = bytesMax;
        this.nanos = nanos;
    }

    /// Records of any partitions, in order within each.
    ///
    /// @param wait for the first; none where nothing comes
    List<ConsumerRecord<String, byte[]>> next(Duration wait) {
        long begin = nanos.getAsLong();
        boolean more = !ahead.isEmpty() || poll(wait);
        while (more && !isFull() && nanos.getAsLong() - begin < GATHER_MAX.toNanos()) {
            more = poll(MORE);
        }
        return take();
    }

    /// Polled and not handed on.
    int ahead() {
        return ahead.size();
    }

    private boolean isFull() {
        return aheadBytes >= bytesMax || ahead.size() >= recordsMax;
    }

    private boolean poll(Duration wait) {
        int before = ahead.size();
        for (ConsumerRecord<String, byte[]> record : consumer.poll(wait)) {
            ahead.add(record);
            aheadBytes += bytes(record);
        }
        return ahead.size() > before;
    }

    private List<ConsumerRecord<String, byte[]>> take() {
        List<ConsumerRecord<String, byte[]>> batch = new ArrayList<>();
        long room = bytesMax;
        while (!ahead.isEmpty() && batch.size() < recordsMax) {
            int size = bytes(ahead.element());
            if (size > room && !batch.isEmpty()) {
                break;
            }
            room -= size;
            aheadBytes -= size;
            batch.add(ahead.remove());
        }
        return batch;
    }

    static int bytes(ConsumerRecord<String, byte[]> record) {
        return Optional.ofNullable(record.value()).map(value -> value.length).orElse(0);
    }
}
