package io.boson.server.turn.stun;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;

/// One datagram, one message (RFC 8489 6.2.1).
final class UdpTransport implements StunTransport {

    /// RFC 8489 sends seven times over 39.5 s; who looks every half minute need not.
    private static final Duration[] PATIENCE = {
        Duration.ofMillis(500), Duration.ofMillis(1000), Duration.ofMillis(2000),
    };

    private final DatagramSocket socket;

    private UdpTransport(DatagramSocket socket) {
        this.socket = socket;
    }

    static UdpTransport connect(InetSocketAddress server) throws IOException {
        DatagramSocket socket = new DatagramSocket();
        try {
            socket.connect(server); // the system drops what comes from elsewhere
            return new UdpTransport(socket);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
    }

    @Override
    public void send(byte[] message) throws IOException {
        socket.send(new DatagramPacket(message, message.length));
    }

    @Override
    public byte[] receive(Duration within) throws IOException {
        DatagramPacket packet =
                new DatagramPacket(new byte[StunMessage.BYTES_MAX + 1], StunMessage.BYTES_MAX + 1);
        socket.setSoTimeout(Math.toIntExact(Math.max(1, within.toMillis())));
        socket.receive(packet);
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    @Override
    public Duration[] patience() {
        return PATIENCE.clone();
    }

    @Override
    public void close() {
        socket.close();
    }
}
