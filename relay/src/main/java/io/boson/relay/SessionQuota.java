package io.boson.relay;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/// What one session may carry in all, whichever way its packets go: one count that the switch's
/// thread and the WebSockets' loops share. It is the packet after which the quota is used up that
/// is the last: one packet's length may be more than was left.
///
/// Counted is what the session's client sends and is sent, where its connection, or its place on
/// UDP, is: the same that usage facts tell of. Safe for several threads; none waits.
public final class SessionQuota {

    /// Of a session that may carry whatever it likes.
    public static final SessionQuota UNLIMITED = new SessionQuota(Long.MAX_VALUE, () -> {});

    private final long bytesMax;
    private final Runnable whenSpent;
    private final AtomicLong used = new AtomicLong();
    private final AtomicBoolean told = new AtomicBoolean();

    /// @param bytesMax at least 1
    /// @param whenSpent told once, by whoever carries the packet: it must not wait
    public SessionQuota(long bytesMax, Runnable whenSpent) {
        if (bytesMax < 1) {
            throw new IllegalArgumentException("bytesMax must be at least 1, is " + bytesMax);
        }
        this.bytesMax = bytesMax;
        this.whenSpent = whenSpent;
    }

    /// Whether no packet may pass any more. To be asked when there is one: who asks is whom it is
    /// told for.
    public boolean isSpent() {
        if (bytesMax == Long.MAX_VALUE || used.get() < bytesMax) {
            return false;
        }
        tell();
        return true;
    }

    /// A packet, or several, that passed.
    public void count(long bytes) {
        // All sessions without a quota share one object, which their threads must not fight over.
        if (bytesMax != Long.MAX_VALUE && used.addAndGet(bytes) >= bytesMax) {
            tell();
        }
    }

    /// What the log says of the session, over all its time and on all relays. What was carried here
    /// is in it with some delay, so that the larger of the two is nearer to the truth.
    public void heard(long total) {
        used.accumulateAndGet(total, Math::max);
    }

    private void tell() {
        if (!told.get() && told.compareAndSet(false, true)) {
            whenSpent.run();
        }
    }
}
