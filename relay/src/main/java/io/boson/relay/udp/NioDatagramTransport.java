package io.boson.relay.udp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.UnsupportedAddressTypeException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// On `java.nio`: a system call per datagram and one per wait.
///
/// ```
/// slot 0            slot 1            ...  slot n-1          bytes of our own
/// [datagram     |x] [datagram     |x]      [datagram     |x] [ ............. ]
///  datagramBytesMax, and one byte more: a datagram that fills it too was cut
/// ```
///
/// Objects: none for what is sent to addresses lately used, none for a datagram from the source of
/// the one before; the JDK makes a socket address for one from another source.
///
/// One socket for IPv6 and IPv4 where the machine has both.
public final class NioDatagramTransport implements DatagramTransport {

    private static final int CACHED_ADDRESSES_BITS = 14;

    private final DatagramChannel channel;
    private final Selector selector;
    private final InetSocketAddress local;
    private final UdpAddress bound;
    private final UdpConfig config;
    private final int slotBytes;
    private final AddressCache addresses = new AddressCache(CACHED_ADDRESSES_BITS);
    private final TransportTally tally = new TransportTally();

    /// The receiving thread's: whether the last look found nothing more, so that the next is worth
    /// a wait only.
    private boolean drained = true;

    /// The receiving thread's: the source seen last, which the JDK gives again as it is.
    private @Nullable InetSocketAddress lastSource;

    private long lastHigh;
    private long lastLow;

    private NioDatagramTransport(DatagramChannel channel, Selector selector, UdpConfig config)
            throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.bound = UdpAddress.of(local);
        this.config = config;
        this.slotBytes = config.datagramBytesMax() + 1;
    }

    /// Binds, and warns where the kernel grants smaller buffers than asked for.
    ///
    /// @throws IOException where the address cannot be bound; its message names the address
    public static NioDatagramTransport open(UdpConfig config) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        try {
            SocketBuffer.set(
                    channel,
                    StandardSocketOptions.SO_RCVBUF,
                    "net.core.rmem_max",
                    config.receiveBufferBytes());
            SocketBuffer.set(
                    channel,
                    StandardSocketOptions.SO_SNDBUF,
                    "net.core.wmem_max",
                    config.sendBufferBytes());
            channel.bind(config.bind()).configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new NioDatagramTransport(channel, selector, config);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw new IOException(
                    "cannot listen at UDP %s: %s".formatted(config.bind(), failed.getMessage()),
                    failed);
        }
    }

    @Override
    public DatagramBatch newBatch() {
        return DatagramBatch.toReceive(config.batchMax(), config.batchMax() * slotBytes);
    }

    @Override
    public int receive(DatagramBatch batch, Duration timeout) throws IOException {
        batch.clear();
        try {
            if (drained) {
                await(timeout);
                return drain(batch);
            }
            int came = drain(batch);
            if (came == 0 && drained) {
                await(timeout);
                came = drain(batch);
            }
            return came;
        } catch (ClosedSelectorException closed) {
            throw closed(closed);
        }
    }

    private void await(Duration timeout) throws IOException {
        if (timeout.isZero()) {
            selector.selectNow(NioDatagramTransport::seen);
        } else {
            long millis = Math.max(1, timeout.toMillis());
            selector.select(NioDatagramTransport::seen, millis);
        }
    }

    /// There is one channel only, and it is looked at in any case.
    private static void seen(SelectionKey key) {}

    private int drain(DatagramBatch batch) throws IOException {
        DatagramTable arrivals = batch.arrivals();
        ByteBuffer bytes = batch.bytes();
        drained = false;
        long sum = 0;
        try {
            for (int slot = 0; slot < arrivals.capacity() && !drained; slot++) {
                int at = arrivals.size() * slotBytes;
                bytes.limit(at + slotBytes).position(at);
                SocketAddress source = channel.receive(bytes);
                int length = bytes.position() - at;
                if (source == null) {
                    drained = true;
                } else if (length == slotBytes) {
                    tally.tooLong();
                } else {
                    sum += length;
                    add(arrivals, at, length, (InetSocketAddress) source);
                }
            }
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (IOException trouble) {
            tally.receiveFailed();
            if (arrivals.size() == 0) {
                throw trouble;
            }
        } finally {
            bytes.clear();
        }
        tally.received(arrivals.size(), sum);
        return arrivals.size();
    }

    @SuppressWarnings("ReferenceEquality") // a new object is looked into, whatever it equals
    private void add(DatagramTable arrivals, int at, int length, InetSocketAddress source) {
        if (source != lastSource) {
            InetAddress ip = source.getAddress();
            lastHigh = UdpAddress.high(ip);
            lastLow = UdpAddress.low(ip);
            lastSource = source;
        }
        arrivals.add(at, length, lastHigh, lastLow, source.getPort());
    }

    @Override
    public int send(DatagramBatch batch) throws ClosedChannelException {
        DatagramTable departures = batch.departures();
        ByteBuffer bytes = batch.bytes();
        int taken = 0;
        long sum = 0;
        try {
            for (int row = 0; row < departures.size(); row++) {
                int at = departures.offset(row);
                int length = departures.length(row);
                bytes.limit(at + length).position(at);
                if (send(bytes, departures, row)) {
                    taken++;
                    sum += length;
                }
            }
        } finally {
            bytes.clear();
            batch.clearDepartures();
            tally.sent(taken, sum);
        }
        return taken;
    }

    private boolean send(ByteBuffer bytes, DatagramTable departures, int row)
            throws ClosedChannelException {
        InetSocketAddress to =
                addresses.address(departures.high(row), departures.low(row), departures.port(row));
        boolean empty = !bytes.hasRemaining();
        try {
            // Of an empty datagram the JDK does not tell whether it went.
            if (channel.send(bytes, to) > 0 || empty) {
                return true;
            }
            tally.refused(SendRefusal.BUFFER_FULL);
        } catch (ClosedChannelException closed) {
            throw closed;
        } catch (IOException error) {
            tally.refused(SendErrors.refusal(error));
        } catch (UnsupportedAddressTypeException noIpv6) {
            tally.refused(SendRefusal.INVALID_DESTINATION);
        }
        return false;
    }

    @Override
    public void wakeup() {
        selector.wakeup();
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public DatagramCounters counters() {
        return tally.counters(KernelDrops.read(bound));
    }

    @Override
    public void close() {
        try {
            // The selector last: only when it lets go of the channel is the port free.
            channel.close();
            selector.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot close UDP " + local, failed);
        }
    }

    private static ClosedChannelException closed(ClosedSelectorException cause) {
        ClosedChannelException closed = new ClosedChannelException();
        closed.initCause(cause);
        return closed;
    }
}
