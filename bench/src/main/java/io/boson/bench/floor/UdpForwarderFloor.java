package io.boson.bench.floor;

import io.boson.bench.process.Floor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;

/// The least that plain `java.nio` can do with a datagram: receive it, send it to the other side.
/// One thread, one blocking socket, one buffer; no batch, no table, nothing looked at or counted.
///
/// The sides are the last two that sent a datagram of one byte.
public final class UdpForwarderFloor {

    /// Of each side's greeting.
    static final int GREETING_BYTES = 1;

    private static final int SOCKET_BUFFER_BYTES = 4 << 20;

    private UdpForwarderFloor() {}

    public static void main(String[] args) throws IOException {
        DatagramChannel channel = DatagramChannel.open();
        channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER_BYTES);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER_BYTES);
        channel.bind(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0));
        System.out.println(
                Floor.SERVES + ((InetSocketAddress) channel.getLocalAddress()).getPort());
        ByteBuffer buffer = ByteBuffer.allocateDirect(2048);
        SocketAddress older = channel.getLocalAddress();
        SocketAddress newer = older;
        while (true) {
            buffer.clear();
            SocketAddress from = channel.receive(buffer);
            buffer.flip();
            if (buffer.limit() == GREETING_BYTES) {
                older = newer;
                newer = from;
            } else {
                channel.send(buffer, from.equals(older) ? newer : older);
            }
        }
    }
}
