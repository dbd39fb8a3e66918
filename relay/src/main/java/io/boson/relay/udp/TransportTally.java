package io.boson.relay.udp;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.atomic.LongAdder;

/// What a transport counts. Any thread.
final class TransportTally {

    private final LongAdder received = new LongAdder();
    private final LongAdder receivedBytes = new LongAdder();
    private final LongAdder tooLong = new LongAdder();
    private final LongAdder receiveFailures = new LongAdder();
    private final LongAdder sent = new LongAdder();
    private final LongAdder sentBytes = new LongAdder();
    private final Map<SendRefusal, LongAdder> refused = new EnumMap<>(SendRefusal.class);

    TransportTally() {
        for (SendRefusal refusal : SendRefusal.values()) {
            refused.put(refusal, new LongAdder());
        }
    }

    /// Once per batch.
    void received(int packets, long bytes) {
        received.add(packets);
        receivedBytes.add(bytes);
    }

    void tooLong() {
        tooLong.increment();
    }

    void receiveFailed() {
        receiveFailures.increment();
    }

    /// Once per batch.
    void sent(int packets, long bytes) {
        sent.add(packets);
        sentBytes.add(bytes);
    }

    void refused(SendRefusal refusal) {
        Objects.requireNonNull(refused.get(refusal)).increment();
    }

    DatagramCounters counters(OptionalLong kernelDrops) {
        Map<SendRefusal, Long> byReason = new EnumMap<>(SendRefusal.class);
        refused.forEach((reason, count) -> byReason.put(reason, count.sum()));
        return new DatagramCounters(
                new DatagramCounters.Flow(received.sum(), receivedBytes.sum()),
                tooLong.sum(),
                receiveFailures.sum(),
                new DatagramCounters.Flow(sent.sum(), sentBytes.sum()),
                byReason,
                kernelDrops);
    }
}
