package io.boson.relay.transport;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.Ticker;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Signs of life on one connection: gives one every interval, and notices when none has come for
/// three. Runs on the connection's loop.
final class Pulse {

    private static final int SILENT_INTERVALS_MAX = 3;

    private final Ticker ticker;
    private final long interval;
    private final Runnable beat;
    private final Runnable silent;
    private long heardAt;
    private @Nullable ScheduledFuture<?> ticks;

    Pulse(Ticker ticker, Duration interval, Runnable beat, Runnable silent) {
        this.ticker = ticker;
        this.interval = interval.toNanos();
        this.beat = beat;
        this.silent = silent;
    }

    void start(EventLoop loop) {
        heard();
        ticks = loop.scheduleAtFixedRate(this::tick, interval, interval, TimeUnit.NANOSECONDS);
    }

    /// Any byte counts, an answered ping too.
    void heard() {
        heardAt = ticker.nanoTime();
    }

    void stop() {
        if (ticks != null) {
            ticks.cancel(false);
        }
    }

    private void tick() {
        long silence = ticker.nanoTime() - heardAt;
        if (silence >= SILENT_INTERVALS_MAX * interval) {
            silent.run();
        } else {
            beat.run();
        }
    }
}
