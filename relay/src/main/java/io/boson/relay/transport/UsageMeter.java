package io.boson.relay.transport;

import io.boson.relay.Traffic;
import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Counts what one connection carries. Where somebody wants to know, it is told of as differences,
/// within the interval after it was carried; a connection that carries nothing has no timer. Runs
/// on the connection's loop.
final class UsageMeter {

    static final Duration INTERVAL = Duration.ofSeconds(10);

    private long packetsIn;
    private long bytesIn;
    private long packetsOut;
    private long bytesOut;
    private Traffic told = Traffic.NONE;
    private @Nullable Teller teller;

    /// Told on a loop.
    private record Teller(EventLoop loop, Consumer<Traffic> telling) {}

    private @Nullable ScheduledFuture<?> due;

    /// Tells of nothing at once, so that it is known that there is somebody.
    void tell(EventLoop loop, Consumer<Traffic> telling) {
        telling.accept(Traffic.NONE);
        teller = new Teller(loop, telling);
        arm();
    }

    void received(int packets, int bytes) {
        packetsIn += packets;
        bytesIn += bytes;
        arm();
    }

    void sent(int packets, int bytes) {
        packetsOut += packets;
        bytesOut += bytes;
        arm();
    }

    Traffic total() {
        return new Traffic(packetsIn, bytesIn, packetsOut, bytesOut);
    }

    /// Tells of the rest.
    void stop() {
        if (due != null) {
            due.cancel(false);
        }
        tick();
        teller = null;
    }

    private void arm() {
        if (teller != null && due == null && !total().equals(told)) {
            due = teller.loop().schedule(this::tick, INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void tick() {
        due = null;
        Traffic now = total();
        Traffic since = now.minus(told);
        if (teller != null && !since.equals(Traffic.NONE)) {
            told = now;
            teller.telling().accept(since);
        }
    }
}
