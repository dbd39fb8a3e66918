package io.boson.embedded;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.apache.kafka.server.ServerSocketFactory;

/// The two sockets of a combined broker and controller, bound before Kafka is assembled: a busy
/// port is found while nothing else runs yet, and a free one cannot be lost between being chosen
/// and being used.
final class ListenSockets implements ServerSocketFactory, AutoCloseable {

    static final String BROKER = "BROKER";
    static final String CONTROLLER = "CONTROLLER";

    private static final int BACKLOG = 128;

    private final ServerSocketChannel broker;
    private final ServerSocketChannel controller;

    private ListenSockets(ServerSocketChannel broker, ServerSocketChannel controller) {
        this.broker = broker;
        this.controller = controller;
    }

    static ListenSockets open(EmbeddedKafkaConfig config) throws EmbeddedKafkaException {
        ServerSocketChannel broker = bind(config.host(), config.port());
        try {
            // The controller is Kafka's own affair: never beyond loopback, on a port nobody knows.
            return new ListenSockets(broker, bind(InetAddress.getLoopbackAddress(), 0));
        } catch (EmbeddedKafkaException e) {
            closeQuietly(broker);
            throw e;
        }
    }

    private static ServerSocketChannel bind(InetAddress host, int port)
            throws EmbeddedKafkaException {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.configureBlocking(false);
                channel.bind(new InetSocketAddress(host, port), BACKLOG);
                return channel;
            } catch (IOException e) {
                closeQuietly(channel);
                throw e;
            }
        } catch (IOException e) {
            throw new EmbeddedKafkaException(
                    "the embedded Kafka cannot listen on port %d of %s: %s"
                            .formatted(port, host.getHostAddress(), e.getMessage()));
        }
    }

    /// `host:port` for clients.
    String brokerAddress() {
        return address(broker);
    }

    /// `host:port` for the broker's own link to its controller.
    String controllerAddress() {
        return address(controller);
    }

    InetSocketAddress controllerSocketAddress() {
        return socketAddress(controller);
    }

    private static String address(ServerSocketChannel channel) {
        InetSocketAddress bound = socketAddress(channel);
        String host = bound.getAddress().getHostAddress();
        return (bound.getAddress() instanceof Inet6Address ? "[" + host + "]" : host)
                + ":"
                + bound.getPort();
    }

    private static InetSocketAddress socketAddress(ServerSocketChannel channel) {
        return (InetSocketAddress) channel.socket().getLocalSocketAddress();
    }

    /// Hands Kafka what is bound already; the address it asks for is the one it was told.
    @Override
    public ServerSocketChannel openServerSocket(
            String listener, InetSocketAddress address, int backlog, int receiveBufferBytes) {
        return switch (listener) {
            case BROKER -> broker;
            case CONTROLLER -> controller;
            default -> throw new IllegalArgumentException("unknown listener " + listener);
        };
    }

    /// Kafka closes what it took over; this closes the rest. Closing twice does nothing.
    @Override
    public void close() {
        closeQuietly(broker);
        closeQuietly(controller);
    }

    private static void closeQuietly(ServerSocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and nothing was buffered in a listening socket.
        }
    }
}
