package io.boson.relay.udp;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// A transport in an [InMemoryNetwork]. As a kernel's, its queue is bounded and drops what comes
/// when it is full.
public final class InMemoryTransport implements DatagramTransport {

    private static final int QUEUE_MAX = 1024;
    private static final int DATAGRAM_MAX = 65_507;

    private static final class Datagram {
        private final UdpAddress from;
        private final byte[] bytes;

        Datagram(UdpAddress from, byte[] bytes) {
            this.from = from;
            this.bytes = bytes;
        }
    }

    private final InMemoryNetwork network;
    private final UdpAddress local;
    private final UdpConfig config;
    private final TransportTally tally = new TransportTally();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Datagram> queue = new ArrayDeque<>();
    private long dropped;
    private boolean woken;
    private boolean closed;

    InMemoryTransport(InMemoryNetwork network, UdpAddress local, UdpConfig config) {
        this.network = network;
        this.local = local;
        this.config = config;
    }

    @Override
    public DatagramBatch newBatch() {
        return DatagramBatch.toReceive(
                config.batchMax(), config.batchMax() * config.datagramBytesMax());
    }

    @Override
    public int receive(DatagramBatch batch, Duration timeout) throws ClosedChannelException {
        batch.clear();
        lock.lock();
        try {
            long left = timeout.toNanos();
            while (queue.isEmpty() && !woken && !closed && left > 0) {
                left = changed.awaitNanos(left);
            }
            woken = false;
            failIfClosed();
            return drain(batch);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ClosedChannelException();
        } finally {
            lock.unlock();
        }
    }

    private int drain(DatagramBatch batch) {
        int at = 0;
        for (int i = 0; i < batch.arrivals().capacity() && !queue.isEmpty(); i++) {
            Datagram datagram = queue.remove();
            int length = datagram.bytes.length;
            if (length > config.datagramBytesMax()) {
                tally.tooLong();
                continue;
            }
            batch.bytes().put(at, datagram.bytes);
            UdpAddress from = datagram.from;
            batch.arrivals().add(at, length, from.high(), from.low(), from.port());
            at += length;
        }
        tally.received(batch.arrivals().size(), at);
        return batch.arrivals().size();
    }

    @Override
    public int send(DatagramBatch batch) throws ClosedChannelException {
        lock.lock();
        try {
            failIfClosed();
        } finally {
            lock.unlock();
        }
        DatagramTable departures = batch.departures();
        int taken = 0;
        long sum = 0;
        for (int row = 0; row < departures.size(); row++) {
            int length = departures.length(row);
            if (departures.port(row) == 0) {
                tally.refused(SendRefusal.INVALID_DESTINATION);
            } else if (length > DATAGRAM_MAX) {
                tally.refused(SendRefusal.TOO_LONG);
            } else {
                byte[] copy = copy(batch.bytes(), departures.offset(row), length);
                network.at(departures.peer(row)).ifPresent(to -> to.arrive(local, copy));
                taken++;
                sum += length;
            }
        }
        tally.sent(taken, sum);
        batch.clearDepartures();
        return taken;
    }

    private static byte[] copy(ByteBuffer bytes, int at, int length) {
        byte[] copy = new byte[length];
        bytes.get(at, copy);
        return copy;
    }

    private void arrive(UdpAddress from, byte[] bytes) {
        lock.lock();
        try {
            if (queue.size() == QUEUE_MAX) {
                dropped++;
            } else {
                queue.add(new Datagram(from, bytes));
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void wakeup() {
        lock.lock();
        try {
            woken = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return local.toSocketAddress();
    }

    @Override
    public DatagramCounters counters() {
        lock.lock();
        try {
            return tally.counters(OptionalLong.of(dropped));
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void close() {
        network.leave(local);
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void failIfClosed() throws ClosedChannelException {
        if (closed) {
            throw new ClosedChannelException();
        }
    }
}
