package io.boson.relay.flow;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;

/// Where packets reach a peer. Equal to every other of the same place; the switch hands out the
/// same object for a flow's every packet, so a run of packets to one place can be told by `==`.
public sealed interface Endpoint {

    /// A UDP address; IPv4 in its IPv6-mapped form (RFC 4291 section 2.5.5.2).
    ///
    /// @param high first 8 bytes of the IPv6 address
    /// @param low the other 8
    /// @param port 0 to 65535
    record Udp(long high, long low, int port) implements Endpoint {

        private static final int BYTES = 16;

        public Udp {
            if (port < 0 || port > 0xffff) {
                throw new IllegalArgumentException("port must be from 0 to 65535, is " + port);
            }
        }

        @Override
        public String toString() {
            byte[] ip = ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
            try {
                String text = InetAddress.getByAddress(ip).getHostAddress();
                return (text.indexOf(':') < 0 ? text : "[" + text + "]") + ":" + port;
            } catch (UnknownHostException impossible) {
                throw new IllegalStateException("16 bytes are an address", impossible);
            }
        }
    }

    /// A WebSocket, or one channel of it.
    ///
    /// @param connection tells sockets apart: never used twice in a process
    /// @param channel of that socket, in its owner's counting
    record WebSocket(long connection, long channel) implements Endpoint {}
}
