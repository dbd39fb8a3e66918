package io.boson.relay.udp;

import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// A network without loss or delay, in which every datagram is there as soon as it is sent. What is
/// sent to where nobody is bound vanishes.
public final class InMemoryNetwork {

    private static final int FIRST_FREE_PORT = 49_152;

    private final Map<UdpAddress, InMemoryTransport> bound = new ConcurrentHashMap<>();
    private final AtomicInteger freePort = new AtomicInteger(FIRST_FREE_PORT);

    /// @throws IllegalStateException where the address is taken
    public InMemoryTransport open(UdpConfig config) {
        InetSocketAddress wanted = config.bind();
        int port = wanted.getPort() == 0 ? freePort.getAndIncrement() : wanted.getPort();
        UdpAddress local = UdpAddress.of(new InetSocketAddress(wanted.getAddress(), port));
        InMemoryTransport transport = new InMemoryTransport(this, local, config);
        if (bound.putIfAbsent(local, transport) != null) {
            throw new IllegalStateException("taken: " + local);
        }
        return transport;
    }

    Optional<InMemoryTransport> at(UdpAddress address) {
        return Optional.ofNullable(bound.get(address));
    }

    void leave(UdpAddress address) {
        bound.remove(address);
    }
}
