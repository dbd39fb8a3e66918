package io.boson.bench.load;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/// One flow through a relay: trains from one end, counted at the other, never more than two trains
/// on the way, so that nothing is dropped.
public final class RelayPair {

    private static final int ON_THE_WAY = 2;

    private final RelayEnd from;
    private final RelayEnd to;
    private final byte[] train;
    private final int frames;
    private final int bytesOut;

    /// @param frames in the train
    /// @param bytesOut of the train as it arrives
    public RelayPair(RelayEnd from, RelayEnd to, byte[] train, int frames, int bytesOut) {
        this.from = from;
        this.to = to;
        this.train = train.clone();
        this.frames = frames;
        this.bytesOut = bytesOut;
    }

    /// Sends and reads until told to stop, and until all that was sent has arrived.
    public void run(AtomicBoolean stop, LongAdder arrived) throws InterruptedException {
        Semaphore room = new Semaphore(ON_THE_WAY);
        Semaphore sent = new Semaphore(0);
        Thread sender =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    while (!stop.get() && acquire(room)) {
                                        write();
                                        sent.release();
                                    }
                                });
        while (sender.isAlive() || sent.availablePermits() > 0) {
            if (sent.tryAcquire(1, TimeUnit.MILLISECONDS)) {
                read();
                arrived.add(frames);
                room.release();
            }
        }
    }

    /// One train at a time, and how long each took from the write to the last byte.
    public void ping(AtomicBoolean stop, LongAdder arrived, Histogram nanos) {
        while (!stop.get()) {
            long start = System.nanoTime();
            write();
            read();
            nanos.recordValue(System.nanoTime() - start);
            arrived.add(frames);
        }
    }

    private static boolean acquire(Semaphore room) {
        try {
            return room.tryAcquire(1, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void write() {
        try {
            from.write(train);
        } catch (IOException broken) {
            throw new IllegalStateException("the relay went away", broken);
        }
    }

    private void read() {
        try {
            to.skip(bytesOut);
        } catch (IOException broken) {
            throw new IllegalStateException("a frame did not arrive", broken);
        }
    }
}
