package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.WireGuardKey;
import io.boson.testkit.WireGuardMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.UUID;

/// A WireGuard peer at the relay's UDP port, as far as a relay can tell one.
public final class WireGuardPeer implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int RETRY_MILLIS = 500;
    private static final int BYTES_MAX = 2048;

    private final WireGuardKey key;
    private final InetSocketAddress relay;
    private final DatagramSocket socket;
    private final Random random;

    public WireGuardPeer(String key, int relayPort) {
        this.key = new WireGuardKey(key);
        this.relay = new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), relayPort);
        this.random = new Random(key.hashCode());
        try {
            this.socket = new DatagramSocket(0, relay.getAddress());
            socket.setSoTimeout(PATIENCE_MILLIS);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public static String newKey() {
        return Bodies.key(UUID.randomUUID());
    }

    public WireGuardKey key() {
        return key;
    }

    /// The receiver indices of an open tunnel.
    public record Tunnel(int toClient, int toNode) {}

    /// As a client: its handshake with a node, whose WireGuard has its keepalive, and the first
    /// packet. Repeated, as WireGuard does, until the node is heard.
    public Tunnel connect(WireGuardPeer node) {
        Tunnel tunnel = new Tunnel(random.nextInt(), node.random.nextInt());
        for (int attempt = 0; attempt < PATIENCE_MILLIS / RETRY_MILLIS; attempt++) {
            node.say(WireGuardMessages.initiation(key, node.random.nextInt(), random));
            say(WireGuardMessages.initiation(node.key, tunnel.toClient(), random));
            if (node.reachedWithin(RETRY_MILLIS)) {
                node.say(
                        WireGuardMessages.response(
                                key, tunnel.toNode(), tunnel.toClient(), random));
                hearType(2);
                send(tunnel.toNode(), 32);
                node.hearTransport(tunnel.toNode(), 32);
                return tunnel;
            }
        }
        throw new AssertionError("the node was not reached");
    }

    public void send(int receiver, int length) {
        say(WireGuardMessages.transport(receiver, length));
    }

    /// Passes handshakes over.
    public void hearTransport(int receiver, int length) {
        assertThat(HexFormat.of().formatHex(hearType(4)))
                .isEqualTo(HexFormat.of().formatHex(WireGuardMessages.transport(receiver, length)));
    }

    /// Whether packets pass in both directions, with nothing lost of as many.
    public void exchange(WireGuardPeer node, Tunnel tunnel, int packets) {
        for (int i = 0; i < packets; i++) {
            send(tunnel.toNode(), 64 + i);
            node.hearTransport(tunnel.toNode(), 64 + i);
            node.send(tunnel.toClient(), 1452 - i);
            hearTransport(tunnel.toClient(), 1452 - i);
        }
    }

    /// One packet to the other, until `within` is over.
    public boolean reaches(WireGuardPeer other, int receiver, int withinMillis) {
        send(receiver, 48);
        return other.reachedWithin(withinMillis);
    }

    public void say(byte[] message) {
        try {
            socket.send(new DatagramPacket(message, message.length, relay));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public byte[] hearType(int type) {
        for (byte[] heard = hear(); ; heard = hear()) {
            if (heard[0] == type) {
                return heard;
            }
        }
    }

    private byte[] hear() {
        DatagramPacket packet = new DatagramPacket(new byte[BYTES_MAX], BYTES_MAX);
        try {
            socket.receive(packet);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    /// What has come so far.
    public void forgetHeard() {
        while (reachedWithin(RETRY_MILLIS)) {
            // One more.
        }
    }

    public boolean reachedWithin(int millis) {
        try {
            socket.setSoTimeout(millis);
            try {
                socket.receive(new DatagramPacket(new byte[BYTES_MAX], BYTES_MAX));
                return true;
            } catch (SocketTimeoutException silent) {
                return false;
            } finally {
                socket.setSoTimeout(PATIENCE_MILLIS);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
