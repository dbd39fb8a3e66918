package io.boson.relay.udp;

import io.boson.relay.stun.StunCounters;
import io.boson.relay.stun.StunLimits;
import io.boson.relay.stun.StunResponder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;

/// The relay's UDP port, in full: a socket, its thread, STUN answered, and a handler for all that
/// is not STUN.
public final class UdpPort implements AutoCloseable {

    /// What has to expire does so to about this.
    private static final Duration WAIT_MAX = Duration.ofMillis(100);

    private final DatagramTransport transport;
    private final StunResponder stun;
    private final DatagramLoop loop;

    private UdpPort(DatagramTransport transport, StunResponder stun, DatagramLoop loop) {
        this.transport = transport;
        this.stun = stun;
        this.loop = loop;
    }

    /// Binds; nothing is received before [#start].
    ///
    /// @param seed for the STUN limits' table; not to be guessed from outside
    /// @param broken told, at most once, that the socket can be used no more
    /// @throws IOException where the address cannot be bound
    public static UdpPort open(
            UdpConfig config,
            StunLimits limits,
            long seed,
            DatagramHandler handler,
            Consumer<IOException> broken)
            throws IOException {
        StunResponder stun = new StunResponder(limits, seed, System.nanoTime());
        DatagramTransport transport = NioDatagramTransport.open(config);
        DatagramLoop loop =
                new DatagramLoop(
                        transport, new StunDesk(stun, handler), WAIT_MAX, System::nanoTime, broken);
        return new UdpPort(transport, stun, loop);
    }

    public UdpPort start() {
        loop.start();
        return this;
    }

    /// For other threads to send by, each with a batch of its own ([DatagramBatch#toSend]), and to
    /// wake the handler.
    public DatagramTransport transport() {
        return transport;
    }

    public InetSocketAddress localAddress() {
        return transport.localAddress();
    }

    public DatagramCounters counters() {
        return transport.counters();
    }

    public StunCounters stunCounters() {
        return stun.counters();
    }

    /// Batches whose handling ended in an exception: bugs.
    public long handlerFailures() {
        return loop.handlerFailures();
    }

    /// After this the handler is not called again, and the port is free.
    @Override
    public void close() {
        loop.close();
    }
}
