package io.boson.relay.transport;

import java.time.Duration;

/// How many mistakes a peer may make, and how many of them it is told of. Counts in fixed windows;
/// times are monotonic nanoseconds.
final class ErrorBudget {

    static final int ANSWERS_PER_SECOND = 5;

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private final int faultsPerMinuteMax;
    private final Window faults;
    private final Window answers;

    ErrorBudget(int faultsPerMinuteMax, long now) {
        this.faultsPerMinuteMax = faultsPerMinuteMax;
        this.faults = new Window(MINUTE, now);
        this.answers = new Window(SECOND, now);
    }

    /// True where one more unreadable frame is one too many.
    boolean exhaustedBy(long now) {
        return faults.add(now) > faultsPerMinuteMax;
    }

    boolean mayAnswer(long now) {
        return answers.add(now) <= ANSWERS_PER_SECOND;
    }

    private static final class Window {
        private final long length;
        private long start;
        private int count;

        Window(long length, long now) {
            this.length = length;
            this.start = now;
        }

        int add(long now) {
            if (now - start >= length) {
                start = now;
                count = 0;
            }
            return ++count;
        }
    }
}
