package io.boson.streams.log;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A producer, replaced by a fresh one where it has let a record expire: after an outage an
/// idempotent producer may hold sequence numbers that the broker does not accept, and then every
/// record of a partition waits for its whole delivery timeout. A fresh one has none.
///
/// At most one is being put away at a time, so that a long outage does not pile them up.
final class RenewedProducer implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(RenewedProducer.class);

    private final Supplier<Producer<byte[], byte[]>> opening;
    private final Duration closeMax;
    private final AtomicBoolean renewing = new AtomicBoolean();

    private volatile Producer<byte[], byte[]> current;
    private volatile boolean closed;

    /// @param closeMax how long records on their way may take when a producer is put away
    RenewedProducer(Supplier<Producer<byte[], byte[]>> opening, Duration closeMax) {
        this.opening = opening;
        this.closeMax = closeMax;
        this.current = opening.get();
    }

    Producer<byte[], byte[]> current() {
        return current;
    }

    /// Tells that this producer has let a record expire. What others gave it is still delivered if
    /// that can be done in time.
    void expired(Producer<byte[], byte[]> doubtful) {
        if (doubtful != current || closed || !renewing.compareAndSet(false, true)) {
            return;
        }
        try {
            current = opening.get();
        } catch (KafkaException notNow) {
            LOG.debug("No fresh producer yet", notNow);
            renewing.set(false);
            return;
        }
        Thread.ofVirtual()
                .name("retired-producer")
                .start(
                        () -> {
                            doubtful.close(closeMax);
                            renewing.set(false);
                        });
    }

    @Override
    public void close() {
        closed = true;
        current.close(closeMax);
    }
}
