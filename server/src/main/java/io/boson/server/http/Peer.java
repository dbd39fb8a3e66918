package io.boson.server.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.eclipse.jetty.server.ConnectionMetaData;

/// The other end of a connection.
final class Peer {

    private Peer() {}

    /// The socket's address, not what `X-Forwarded-For` claims.
    static InetAddress of(ConnectionMetaData connection) {
        return connection.getRemoteSocketAddress() instanceof InetSocketAddress socket
                ? socket.getAddress()
                : InetAddress.getLoopbackAddress();
    }
}
