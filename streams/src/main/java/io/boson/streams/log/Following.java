package io.boson.streams.log;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What follows a log that may be away: work on a thread of its own that begins again whenever it
/// ends or fails, until it is closed.
public final class Following implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Following.class);

    private final String name;
    private final Duration stopMax;
    private final Runnable work;
    private final Function<RuntimeException, Duration> complain;
    private final CountDownLatch stopping = new CountDownLatch(1);

    private volatile Runnable wake = () -> {};
    private volatile Thread thread = Thread.currentThread();

    /// @param name for the thread and the log
    /// @param stopMax how long [#close] waits for the work to end
    /// @param work returns when [#goesOn] is false; in a poll it is woken by what [#wakenBy] named
    /// @param complain of each failure says how long to wait before the next attempt
    public Following(
            String name,
            Duration stopMax,
            Runnable work,
            Function<RuntimeException, Duration> complain) {
        this.name = name;
        this.stopMax = stopMax;
        this.work = work;
        this.complain = complain;
    }

    public void start() {
        thread = Thread.ofPlatform().name(name).daemon().start(this::run);
    }

    public boolean goesOn() {
        return stopping.getCount() > 0;
    }

    /// @param newWake ends a poll of the work by a `WakeupException`
    public void wakenBy(Runnable newWake) {
        wake = newWake;
    }

    private void run() {
        while (goesOn()) {
            try {
                work.run();
            } catch (WakeupException | InterruptException stopped) {
                return;
            } catch (RuntimeException away) {
                pause(complain.apply(away));
            }
        }
    }

    private void pause(Duration wait) {
        try {
            if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.debug("{} ends", name);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            stopping.countDown();
        }
    }

    @Override
    public void close() {
        stopping.countDown();
        wake.run();
        if (thread == Thread.currentThread()) {
            return; // never started
        }
        try {
            if (!thread.join(stopMax)) {
                LOG.warn("{} does not end", name);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
