package io.boson.server.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.AsyncAppenderBase;
import java.util.concurrent.atomic.AtomicLong;

/// Takes events off the threads that log and never makes them wait: a console that nobody reads
/// must not stop the server. What does not fit is dropped, the less important first, and counted in
/// a line of its own.
final class DroppingAppender extends AsyncAppenderBase<ILoggingEvent> {

    private static final int QUEUE = 8192;

    /// With less room than this only warnings and errors are taken.
    private static final int RESERVED = QUEUE / 8;

    private final AtomicLong dropped = new AtomicLong();

    DroppingAppender() {
        setQueueSize(QUEUE);
        setDiscardingThreshold(0);
        setNeverBlock(true);
    }

    @Override
    protected void preprocess(ILoggingEvent event) {
        event.prepareForDeferredProcessing();
    }

    @Override
    protected void append(ILoggingEvent event) {
        int room = getRemainingCapacity();
        boolean important = event.getLevel().isGreaterOrEqual(Level.WARN);
        if (room == 0 || (room < RESERVED && !important)) {
            dropped.incrementAndGet();
            return;
        }
        if (room > QUEUE / 2 && dropped.get() > 0) {
            super.append(report(dropped.getAndSet(0)));
        }
        super.append(event);
    }

    private LoggingEvent report(long count) {
        Logger logger = ((LoggerContext) getContext()).getLogger(DroppingAppender.class);
        return new LoggingEvent(
                DroppingAppender.class.getName(),
                logger,
                Level.WARN,
                "{} log lines were dropped: the console does not keep up",
                null,
                new Object[] {count});
    }
}
