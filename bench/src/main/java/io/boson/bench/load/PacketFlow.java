package io.boson.bench.load;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/// Packets from one end of a relay to the other, two threads: one sends, one receives. Each packet
/// carries when it was sent in its last eight bytes.
public final class PacketFlow {

    /// Packets on the way: far fewer than the sockets hold, enough for all to be busy.
    private static final int ON_THE_WAY_MAX = 256;

    private static final int TRAIN = 32;

    /// What has not come after this long is lost.
    private static final long LOST_AFTER = TimeUnit.MILLISECONDS.toNanos(50);

    private static final long PAUSE = TimeUnit.MICROSECONDS.toNanos(20);
    private static final long LATENCY_MAX = TimeUnit.SECONDS.toNanos(10);

    private final PacketEnd from;
    private final PacketEnd to;
    private final ByteBuffer packet;
    private final Histogram latencies = new Histogram(LATENCY_MAX, 3);
    private volatile long arrived;
    private volatile long arrivedAt;
    private long sent;
    private long forgiven;

    /// @param from closed at the end of the run, as `to`
    public PacketFlow(PacketEnd from, PacketEnd to, ByteBuffer packet) {
        this.from = from;
        this.to = to;
        this.packet = packet;
    }

    /// What a run came to.
    ///
    /// @param latencies in nanoseconds, from the system call that sent to the one that received
    public record Came(long sent, long arrived, Duration took, Histogram latencies) {

        public double perSecond() {
            return arrived * 1e9 / took.toNanos();
        }

        public double lost() {
            return sent == 0 ? 0 : (double) (sent - arrived) / sent;
        }
    }

    /// Trains of 32 as fast as they arrive.
    public Came flatOut(Duration time) throws IOException, InterruptedException {
        return run(Pace.FLAT_OUT, time);
    }

    /// Packets one by one, as they are due.
    public Came paced(Pace pace, Duration time) throws IOException, InterruptedException {
        return run(pace, time);
    }

    private Came run(Pace pace, Duration time) throws IOException, InterruptedException {
        Thread receiver = Thread.ofPlatform().name("load-in").start(this::receive);
        long start = System.nanoTime();
        long end = start + time.toNanos();
        arrivedAt = start;
        while (System.nanoTime() < end) {
            if (pace.isFlatOut()) {
                sendTrain();
            } else {
                sendWhenDue(pace.due(start, sent));
            }
        }
        long last = System.nanoTime();
        while (arrived < sent && System.nanoTime() - Math.max(last, arrivedAt) < LOST_AFTER) {
            LockSupport.parkNanos(PAUSE);
        }
        from.close();
        to.close();
        receiver.join();
        long took = Math.max(last, arrivedAt) - start;
        return new Came(sent, arrived, Duration.ofNanos(took), latencies);
    }

    private void sendTrain() throws IOException {
        if (sent - forgiven - arrived > ON_THE_WAY_MAX - TRAIN) {
            if (System.nanoTime() - arrivedAt > LOST_AFTER) {
                forgiven = sent - arrived;
            } else {
                LockSupport.parkNanos(PAUSE);
            }
            return;
        }
        send(TRAIN);
    }

    private void sendWhenDue(long due) throws IOException {
        long wait = due - System.nanoTime();
        if (wait > 0) {
            LockSupport.parkNanos(wait);
        } else {
            send(1);
        }
    }

    private void send(int packets) throws IOException {
        packet.putLong(packet.limit() - Long.BYTES, System.nanoTime());
        from.send(packet, packets);
        sent += packets;
    }

    private void receive() {
        try {
            receiveAll();
        } catch (ClosedChannelException ended) {
            // The run is over.
        } catch (IOException broken) {
            throw new IllegalStateException("the relay went away", broken);
        }
    }

    private void receiveAll() throws IOException {
        long count = 0;
        while (true) {
            ByteBuffer came = to.receive();
            if (came.remaining() == packet.limit()) {
                long now = System.nanoTime();
                long sentAt = came.getLong(came.limit() - Long.BYTES);
                latencies.recordValue(Math.clamp(now - sentAt, 0, LATENCY_MAX));
                count++;
                arrivedAt = now;
                arrived = count;
            }
        }
    }
}
