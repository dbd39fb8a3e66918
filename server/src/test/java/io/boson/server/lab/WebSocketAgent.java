package io.boson.server.lab;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
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
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/// A program for a machine whose network lets no UDP out: each datagram of WireGuard's becomes a
/// binary message of the relay's WebSocket, and back. A client's WireGuard has a local port for its
/// endpoint; a node's is called from a local port for each channel, and answers there:
///
/// ```
///   a client's message:  packet
///   a node's message:    channel (4 bytes), packet
/// ```
///
/// What comes while a message is still being sent waits in the socket's buffer, or is dropped
/// there.
final class WebSocketAgent {

    private static final String READY = "the agent is connected";
    private static final String NODES = "boson.relay.v1";
    private static final int DATAGRAM_MAX = 65_507;

    private WebSocketAgent() {}

    /// In a client's namespace, until it is closed.
    static Running ofClient(Lab lab, Home home, LabClient.Session session, int port) {
        return start(lab, home, session.token(), session.relay(), port, "client");
    }

    /// On a node's machine, until it is closed.
    static Running ofNode(Lab lab, LabNode node) {
        String relay = LabServer.RELAY + node.id();
        int port = node.wireGuard().port();
        return start(lab, node.home(), node.token(), relay, port, "node");
    }

    private static Running start(
            Lab lab, Home home, String token, String relay, int port, String end) {
        Running agent =
                home.machine()
                        .start(
                                lab.file("agent-" + lab.device()),
                                Map.of("TOKEN", token),
                                Command.ofJdk("java"),
                                "-cp",
                                Command.testClasses(),
                                WebSocketAgent.class.getName(),
                                relay,
                                Integer.toString(port),
                                end);
        return lab.owns(agent.saying(READY));
    }

    /// @param arguments where the WebSocket is, WireGuard's port or its endpoint's, and whose it is
    public static void main(String[] arguments) {
        int port = Integer.parseInt(arguments[1]);
        boolean isNodes = arguments[2].equals("node");
        Bridge bridge =
                new Bridge(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), isNodes);
        try (HttpClient http = HttpClient.newHttpClient()) {
            WebSocket.Builder builder =
                    http.newWebSocketBuilder()
                            .header("Authorization", "Bearer " + System.getenv("TOKEN"));
            if (isNodes) {
                builder.subprotocols(NODES);
            }
            WebSocket relay = builder.buildAsync(URI.create(arguments[0]), bridge).join();
            if (!isNodes) {
                bridge.lane(relay, 0);
            }
            System.out.println(READY);
            System.out.println(bridge.closed.join());
            System.exit(1);
        }
    }

    /// A local port, and whom it sends to: who sent last.
    private record Lane(DatagramSocket socket, AtomicReference<SocketAddress> peer) {}

    private static final class Bridge implements WebSocket.Listener {

        private final InetSocketAddress local;
        private final boolean isNodes;
        private final Map<Integer, Lane> lanes = new ConcurrentHashMap<>();
        private final ByteArrayOutputStream parts = new ByteArrayOutputStream();
        final CompletableFuture<String> closed = new CompletableFuture<>();

        Bridge(InetSocketAddress local, boolean isNodes) {
            this.local = local;
            this.isNodes = isNodes;
        }

        Lane lane(WebSocket relay, int channel) {
            return lanes.computeIfAbsent(channel, _ -> open(relay, channel));
        }

        private Lane open(WebSocket relay, int channel) {
            try {
                SocketAddress at = isNodes ? new InetSocketAddress(local.getAddress(), 0) : local;
                Lane lane = new Lane(new DatagramSocket(at), new AtomicReference<>(local));
                Thread.ofVirtual().start(() -> up(relay, channel, lane));
                return lane;
            } catch (IOException taken) {
                throw new UncheckedIOException(taken);
            }
        }

        private void up(WebSocket relay, int channel, Lane lane) {
            ByteBuffer message = ByteBuffer.allocate(Integer.BYTES + DATAGRAM_MAX);
            int head = isNodes ? Integer.BYTES : 0;
            message.putInt(channel);
            DatagramPacket datagram = new DatagramPacket(message.array(), head, DATAGRAM_MAX);
            try {
                while (true) {
                    datagram.setLength(DATAGRAM_MAX);
                    lane.socket.receive(datagram);
                    lane.peer.set(datagram.getSocketAddress());
                    send(relay, message.limit(head + datagram.getLength()).position(0));
                }
            } catch (IOException | RuntimeException ends) {
                closed.complete("up: " + ends);
            }
        }

        /// A WebSocket takes one message at a time.
        private synchronized void send(WebSocket relay, ByteBuffer message) {
            relay.sendBinary(message, true).join();
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket relay, ByteBuffer data, boolean whole) {
            byte[] part = new byte[data.remaining()];
            data.get(part);
            parts.writeBytes(part);
            if (whole) {
                down(relay, parts.toByteArray());
                parts.reset();
            }
            return WebSocket.Listener.super.onBinary(relay, data, whole);
        }

        private void down(WebSocket relay, byte[] message) {
            int head = isNodes ? Integer.BYTES : 0;
            Lane lane = lane(relay, isNodes ? ByteBuffer.wrap(message).getInt() : 0);
            SocketAddress peer = lane.peer.get();
            try {
                lane.socket.send(new DatagramPacket(message, head, message.length - head, peer));
            } catch (IOException refused) {
                System.out.println("dropped: " + refused);
            }
        }

        @Override
        public CompletionStage<?> onClose(WebSocket relay, int code, String reason) {
            closed.complete("closed " + code + " " + reason);
            return WebSocket.Listener.super.onClose(relay, code, reason);
        }

        @Override
        public void onError(WebSocket relay, Throwable error) {
            closed.complete("failed: " + error);
        }
    }
}
