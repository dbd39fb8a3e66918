package io.boson.relay.flow;

import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// When what ends, without a timer for each: a hashed timing wheel (Varghese and Lauck, 1987). An
/// entry lies in the slot of the second it was due in when it was looked at last; being put off
/// costs nothing, because it is looked at again when that second comes.
final class TimerWheel {

    /// More seconds than anything lives without being looked at.
    private static final int SLOTS = 256;

    private static final long TICK = Duration.ofSeconds(1).toNanos();

    private final @Nullable Timed[] slots = new Timed[SLOTS];
    private final long startedAt;

    /// Ticks before this one are done.
    private long tick;

    TimerWheel(long now) {
        this.startedAt = now;
    }

    /// Due entries end up to a second late, never early.
    void schedule(Timed entry) {
        schedule(entry, tick);
    }

    private void schedule(Timed entry, long earliest) {
        cancel(entry);
        long due = Math.ceilDiv(entry.dueAt() - startedAt, TICK);
        long at = Math.clamp(due, earliest, tick + SLOTS - 1);
        int slot = (int) (at % SLOTS);
        Timed head = slots[slot];
        entry.slot = slot;
        entry.earlier = null;
        entry.later = head;
        if (head != null) {
            head.earlier = entry;
        }
        slots[slot] = entry;
    }

    void cancel(Timed entry) {
        if (entry.slot < 0) {
            return;
        }
        Timed earlier = entry.earlier;
        Timed later = entry.later;
        if (earlier == null) {
            slots[entry.slot] = later;
        } else {
            earlier.later = later;
        }
        if (later != null) {
            later.earlier = earlier;
        }
        entry.slot = -1;
        entry.earlier = null;
        entry.later = null;
    }

    /// Hands over entries that are due.
    ///
    /// @param max entries looked at, at most; the next call goes on where this one stopped
    /// @return how many were looked at
    int expire(long now, int max, Consumer<Timed> ended) {
        long present = Math.floorDiv(now - startedAt, TICK);
        // After a long rest every slot is looked at once, not once per round.
        tick = Math.max(tick, present - SLOTS + 1);
        int looked = 0;
        while (tick <= present) {
            Timed entry = slots[(int) (tick % SLOTS)];
            if (entry == null) {
                tick++;
                continue;
            }
            if (looked == max) {
                return looked;
            }
            looked++;
            cancel(entry);
            if (entry.dueAt() - now <= 0) {
                ended.accept(entry);
            } else {
                // Never into the slot that is being emptied.
                schedule(entry, tick + 1);
            }
        }
        return looked;
    }
}
