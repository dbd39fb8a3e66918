package io.boson.server.health;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks the log every few seconds whether it is there and remembers the answer, so that health
/// requests cost it nothing.
public final class LogProbe implements Probe {

    private static final Logger LOG = LoggerFactory.getLogger(LogProbe.class);
    private static final Duration EVERY = Duration.ofSeconds(2);
    private static final double NANOS_PER_MILLI = 1e6;

    /// One question to the log.
    @FunctionalInterface
    public interface Question {

        /// Blocks, bounded.
        ///
        /// @throws Exception where the log does not answer
        void ask() throws Exception;
    }

    private final Question question;
    private final LongSupplier nanoTime;

    private volatile Report last = Report.of(State.UNHEALTHY, "not asked yet");

    /// @param nanoTime a monotonic clock, in nanoseconds
    public LogProbe(Question question, LongSupplier nanoTime) {
        this.question = question;
        this.nanoTime = nanoTime;
    }

    /// Asks once, then every few seconds.
    public void start(ScheduledExecutorService scheduler) {
        look();
        var _ =
                scheduler.scheduleWithFixedDelay(
                        this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    void look() {
        long begin = nanoTime.getAsLong();
        State before = last.state();
        try {
            question.ask();
            double millis = (nanoTime.getAsLong() - begin) / NANOS_PER_MILLI;
            last = Report.of(State.HEALTHY).withLatency(millis);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        } catch (Exception away) {
            last = Report.of(State.UNHEALTHY, "Kafka does not answer");
            if (before == State.HEALTHY) {
                LOG.warn("Kafka does not answer: {}", away.toString());
            }
        }
        if (before != State.HEALTHY && last.state() == State.HEALTHY) {
            LOG.info("Kafka answers");
        }
    }

    @Override
    public Report report() {
        return last;
    }
}
