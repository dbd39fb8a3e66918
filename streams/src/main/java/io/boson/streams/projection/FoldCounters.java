package io.boson.streams.projection;

import java.util.concurrent.atomic.LongAdder;

/// What the folds met that changed nothing. Both are normal in small numbers; a rise is a sign.
public final class FoldCounters {

    private final LongAdder unreadable = new LongAdder();
    private final LongAdder unchanged = new LongAdder();

    void unreadable() {
        unreadable.increment();
    }

    void unchanged() {
        unchanged.increment();
    }

    /// Records of a type that this release does not know, or whose data do not fit it.
    public long unreadableTotal() {
        return unreadable.sum();
    }

    /// Events that no longer applied, or were folded before.
    public long unchangedTotal() {
        return unchanged.sum();
    }
}
