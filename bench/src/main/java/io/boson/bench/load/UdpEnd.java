package io.boson.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/// One end at a relay's UDP port: a socket that speaks to it alone, which costs the load least.
public final class UdpEnd implements PacketEnd {

    private static final int SOCKET_BUFFER_BYTES = 4 << 20;
    private static final int BYTES_MAX = 2048;

    private final DatagramChannel channel;
    private final ByteBuffer received = ByteBuffer.allocateDirect(BYTES_MAX);

    public UdpEnd(int relayPort) throws IOException {
        InetAddress home = InetAddress.ofLiteral("127.0.0.1");
        channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        channel.bind(new InetSocketAddress(home, 0));
        channel.connect(new InetSocketAddress(home, relayPort));
    }

    @Override
    public void send(ByteBuffer packet, int times) throws IOException {
        int at = packet.position();
        for (int i = 0; i < times; i++) {
            channel.write(packet);
            packet.position(at);
        }
    }

    @Override
    public ByteBuffer receive() throws IOException {
        received.clear();
        channel.read(received);
        return received.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
