package io.boson.relay.datapath;

import io.boson.relay.flow.FlowTable;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes flow tables off the switch's thread, one at a time: a slow disk makes them rarer.
final class FlowTableWriter {

    private static final Logger LOG = LoggerFactory.getLogger(FlowTableWriter.class);

    private final FlowTableFile file;
    private final InstantSource clock;
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private final LongAdder failures = new LongAdder();

    private boolean isOver;

    /// The switch's thread's: whether there was nothing in the last one.
    private boolean wasEmpty;

    FlowTableWriter(FlowTableFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    boolean isBusy() {
        return isBusy.get();
    }

    long failures() {
        return failures.sum();
    }

    /// Nothing after nothing is not written.
    void offer(FlowTable table) {
        boolean isEmpty = table.handshakes().isEmpty();
        if ((isEmpty && wasEmpty) || !isBusy.compareAndSet(false, true)) {
            return;
        }
        wasEmpty = isEmpty;
        Instant madeAt = clock.instant();
        var _ =
                Thread.ofVirtual()
                        .name("flow-table")
                        .start(
                                () -> {
                                    try {
                                        write(table, madeAt, false);
                                    } finally {
                                        isBusy.set(false);
                                    }
                                });
    }

    /// At the end, by whoever ends it.
    void last(FlowTable table) {
        write(table, clock.instant(), true);
    }

    /// One at a time, and none after the last.
    private synchronized void write(FlowTable table, Instant madeAt, boolean isLast) {
        if (isOver) {
            return;
        }
        isOver = isLast;
        try {
            file.write(table, madeAt);
        } catch (IOException failed) {
            failures.increment();
            LOG.warn("The flows are not saved, a restart now costs them: {}", failed.toString());
        }
    }
}
