package io.boson.relay.datapath;

import io.boson.relay.flow.FlowTable;
import io.boson.relay.flow.FlowTableDraft;
import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Has flow tables made by the switch's thread, in parts, and writes them off it, one at a time: a
/// slow disk makes them rarer.
final class FlowTableWriter {

    private static final Logger LOG = LoggerFactory.getLogger(FlowTableWriter.class);

    /// Copied between two looks at the sockets: takes some 0.2 ms.
    private static final int STEPS = 1024;

    /// @param begunAt what the table will be dated
    private record Making(FlowTableDraft draft, Instant begunAt) {}

    private final FlowTableFile file;
    private final InstantSource clock;
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private final LongAdder failures = new LongAdder();

    private boolean isOver;

    /// The switch's thread's: whether there was nothing in the last one.
    private boolean wasEmpty;

    /// The switch's thread's.
    private @Nullable Making making;

    FlowTableWriter(FlowTableFile file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
    }

    /// For the switch's thread.
    boolean isBusy() {
        return making != null || isBusy.get();
    }

    long failures() {
        return failures.sum();
    }

    /// Not while this is busy.
    void begin(FlowTableDraft draft) {
        making = new Making(draft, clock.instant());
    }

    /// Makes a part of the table that was begun, and has it written where that was the last.
    ///
    /// @return whether there is more to do
    boolean advance() {
        Making current = making;
        if (current == null) {
            return false;
        }
        if (!current.draft.copy(STEPS)) {
            return true;
        }
        making = null;
        offer(current.draft.table(), current.begunAt);
        return false;
    }

    /// Nothing after nothing is not written.
    private void offer(FlowTable table, Instant madeAt) {
        boolean isEmpty = table.handshakes().isEmpty();
        if ((isEmpty && wasEmpty) || !isBusy.compareAndSet(false, true)) {
            return;
        }
        wasEmpty = isEmpty;
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
