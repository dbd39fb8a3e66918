package io.boson.server.lab;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;

/// A program for a client whose network lets no UDP out: WireGuard's endpoint is a local UDP port,
/// and each datagram becomes a binary message of the relay's WebSocket, and back.
///
/// What comes while a message is still being sent waits in the socket's buffer, or is dropped
/// there.
final class WebSocketAgent {

    private static final String READY = "the agent is connected";
    private static final int DATAGRAM_MAX = 65_507;

    private WebSocketAgent() {}

    /// In a client's namespace, until it is closed.
    static Running start(Lab lab, Home home, LabClient.Session session, int port) {
        Running agent =
                home.machine()
                        .start(
                                lab.file("agent-" + session.id()),
                                Map.of("SESSION_TOKEN", session.token()),
                                Command.ofJdk("java"),
                                "-cp",
                                Command.testClasses(),
                                WebSocketAgent.class.getName(),
                                session.relay(),
                                Integer.toString(port));
        return lab.owns(agent.saying(READY));
    }

    /// @param arguments where the WebSocket is, and the port
    public static void main(String[] arguments) throws IOException {
        int port = Integer.parseInt(arguments[1]);
        InetSocketAddress local = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        try (HttpClient http = HttpClient.newHttpClient();
                DatagramSocket socket = new DatagramSocket(local)) {
            AtomicReference<SocketAddress> peer = new AtomicReference<>(local);
            DatagramPacket datagram = new DatagramPacket(new byte[DATAGRAM_MAX], DATAGRAM_MAX);
            WebSocket relay =
                    http.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + System.getenv("SESSION_TOKEN"))
                            .buildAsync(URI.create(arguments[0]), new Down(socket, peer))
                            .join();
            System.out.println(READY);
            while (true) {
                socket.receive(datagram);
                peer.set(datagram.getSocketAddress());
                relay.sendBinary(ByteBuffer.wrap(datagram.getData(), 0, datagram.getLength()), true)
                        .join();
                datagram.setLength(DATAGRAM_MAX);
            }
        }
    }

    /// From the relay to the one that last sent a datagram.
    private record Down(DatagramSocket socket, AtomicReference<SocketAddress> peer)
            implements WebSocket.Listener {

        @Override
        public CompletionStage<?> onBinary(WebSocket relay, ByteBuffer data, boolean whole) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            try {
                socket.send(new DatagramPacket(bytes, bytes.length, peer.get()));
            } catch (IOException refused) {
                System.out.println("dropped: " + refused);
            }
            return WebSocket.Listener.super.onBinary(relay, data, whole);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket relay, int code, String reason) {
            System.out.println("closed " + code + " " + reason);
            return WebSocket.Listener.super.onClose(relay, code, reason);
        }
    }
}
