package io.boson.relay.udp;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The thread that owns a transport: receive a batch, have it handled, send what follows.
///
/// Stopping is in order: the batch in hand is handled and sent, then the transport is closed. After
/// [#close] the handler is not called again.
public final class DatagramLoop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DatagramLoop.class);
    private static final Duration STOP_MAX = Duration.ofSeconds(5);

    /// Failures in a row, without a datagram or a quiet wait between, after which it is not passing
    /// trouble.
    private static final int FAILURES_MAX = 1000;

    private static final long LOG_EVERY = Duration.ofMinutes(1).toNanos();

    private final DatagramTransport transport;
    private final DatagramHandler handler;
    private final Duration waitMax;
    private final LongSupplier nanoTime;
    private final Consumer<IOException> broken;
    private final LongAdder handlerFailures = new LongAdder();
    private final Thread thread;
    private volatile boolean stopping;
    private long loggedAt;

    /// @param waitMax the handler is called at least so often; 1 ms or more
    /// @param nanoTime a monotonic clock
    /// @param broken told, by the loop's thread and at most once, why the socket can be used no
    ///     more; the loop has ended then
    public DatagramLoop(
            DatagramTransport transport,
            DatagramHandler handler,
            Duration waitMax,
            LongSupplier nanoTime,
            Consumer<IOException> broken) {
        if (waitMax.toMillis() < 1) {
            throw new IllegalArgumentException("waitMax must be 1 ms or more, is " + waitMax);
        }
        this.transport = transport;
        this.handler = handler;
        this.waitMax = waitMax;
        this.nanoTime = nanoTime;
        this.broken = broken;
        this.thread =
                Thread.ofPlatform()
                        .name("udp-" + transport.localAddress().getPort())
                        .daemon()
                        .unstarted(this::run);
    }

    public DatagramLoop start() {
        loggedAt = nanoTime.getAsLong() - LOG_EVERY;
        thread.start();
        return this;
    }

    /// Batches whose handling ended in an exception: bugs.
    public long handlerFailures() {
        return handlerFailures.sum();
    }

    private void run() {
        DatagramBatch batch = transport.newBatch();
        int failures = 0;
        while (!stopping) {
            try {
                transport.receive(batch, waitMax);
                failures = 0;
                handle(batch);
                transport.send(batch);
            } catch (ClosedChannelException closed) {
                end(closed);
                return;
            } catch (IOException trouble) {
                failures++;
                if (failures == FAILURES_MAX) {
                    end(trouble);
                    return;
                }
            }
        }
    }

    /// A packet that the handler stumbles over must not end everybody's relaying.
    private void handle(DatagramBatch batch) {
        long now = nanoTime.getAsLong();
        try {
            handler.handle(batch, now);
        } catch (RuntimeException bug) {
            handlerFailures.increment();
            if (now - loggedAt >= LOG_EVERY) {
                loggedAt = now;
                LOG.error(
                        "A batch of {} datagrams was not handled (failures so far: {})",
                        batch.arrivals().size(),
                        handlerFailures.sum(),
                        bug);
            }
        }
    }

    private void end(IOException cause) {
        if (!stopping) {
            LOG.error("UDP {} can be used no more", transport.localAddress(), cause);
            transport.close();
            broken.accept(cause);
        }
    }

    /// Waits for the batch in hand, at most five seconds.
    @Override
    public void close() {
        stopping = true;
        transport.wakeup();
        try {
            if (isElsewhere() && !thread.join(STOP_MAX)) {
                LOG.warn("The handler of UDP {} does not come to an end", transport.localAddress());
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            transport.close();
        }
    }

    /// Whether the loop runs, and not in the caller.
    private boolean isElsewhere() {
        return thread.isAlive() && thread.threadId() != Thread.currentThread().threadId();
    }
}
