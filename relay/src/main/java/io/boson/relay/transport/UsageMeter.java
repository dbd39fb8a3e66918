package io.boson.relay.transport;

import io.boson.relay.Traffic;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Tells what one connection has carried, as differences. Runs on the connection's loop.
final class UsageMeter {

    static final Duration INTERVAL = Duration.ofSeconds(10);

    private final Supplier<Traffic> total;
    private final Consumer<Traffic> telling;
    private Traffic told = Traffic.NONE;
    private @Nullable ScheduledFuture<?> ticks;

    UsageMeter(Supplier<Traffic> total, Consumer<Traffic> telling) {
        this.total = total;
        this.telling = telling;
    }

    /// Tells of nothing at once, so that it is known that there is somebody.
    void start(EventLoop loop) {
        telling.accept(Traffic.NONE);
        long nanos = INTERVAL.toNanos();
        ticks = loop.scheduleAtFixedRate(this::tick, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /// Tells of the rest.
    void stop() {
        if (ticks != null) {
            ticks.cancel(false);
            tick();
        }
    }

    private void tick() {
        Traffic now = total.get();
        Traffic since = now.minus(told);
        if (!since.equals(Traffic.NONE)) {
            told = now;
            telling.accept(since);
        }
    }
}
