package io.boson.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/// One end at a relay's UDP port: a socket that speaks to it alone, which costs the load least.
public final class UdpEnd implements AutoCloseable {

    private static final int SOCKET_BUFFER_BYTES = 4 << 20;

    private final DatagramChannel channel;

    public UdpEnd(int relayPort) throws IOException {
        InetAddress home = InetAddress.ofLiteral("127.0.0.1");
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        channel.bind(new InetSocketAddress(home, 0));
        channel.connect(new InetSocketAddress(home, relayPort));
    }

    /// @param datagram from position to limit, which stay
    public void send(ByteBuffer datagram) throws IOException {
        int at = datagram.position();
        channel.write(datagram);
        datagram.position(at);
    }

    /// Waits for one.
    ///
    /// @param datagram cleared before, flipped after
    public void receive(ByteBuffer datagram) throws IOException {
        datagram.clear();
        channel.read(datagram);
        datagram.flip();
    }

    /// Ends a wait, too.
    @Override
    public void close() throws IOException {
        channel.close();
    }
}
