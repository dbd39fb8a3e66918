package io.boson.bench.load;

import io.boson.events.node.WireGuardKey;
import io.boson.testkit.WireGuardMessages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;

/// A handshake as WireGuard's looks from outside, between a client and a node that a relay has
/// admitted as a pair; the sender is the client.
public final class WireGuardOpening implements UdpOpening {

    public static final WireGuardKey CLIENT = key(1);
    public static final WireGuardKey NODE = key(2);

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PROOF_BYTES = 32;
    private static final int BYTES_MAX = 2048;

    private final Random random = new Random(3);
    private int toNode;

    @Override
    public void open(UdpEnd from, UdpEnd to) throws IOException {
        // Whoever never hears an answer is not waited for for ever.
        Thread guard = Thread.ofVirtual().start(() -> closeLate(from, to));
        try {
            int toClient = random.nextInt();
            toNode = random.nextInt();
            send(to, WireGuardMessages.initiation(CLIENT, random.nextInt(), random));
            send(from, WireGuardMessages.initiation(NODE, toClient, random));
            await(to, 1);
            send(to, WireGuardMessages.response(CLIENT, toNode, toClient, random));
            await(from, 2);
            send(from, WireGuardMessages.transport(toNode, PROOF_BYTES));
            await(to, 4);
        } finally {
            guard.interrupt();
        }
    }

    @Override
    public ByteBuffer packet(int bytes) {
        return ByteBuffer.allocateDirect(bytes).put(0, WireGuardMessages.transport(toNode, bytes));
    }

    private static void send(UdpEnd from, byte[] message) throws IOException {
        from.send(ByteBuffer.allocateDirect(message.length).put(0, message));
    }

    private static void await(UdpEnd at, int type) throws IOException {
        ByteBuffer heard = ByteBuffer.allocateDirect(BYTES_MAX);
        do {
            at.receive(heard);
        } while (heard.get(0) != type);
    }

    private static void closeLate(UdpEnd from, UdpEnd to) {
        try {
            Thread.sleep(PATIENCE);
            from.close();
            to.close();
        } catch (InterruptedException open) {
            // As it should be.
        } catch (IOException broken) {
            throw new IllegalStateException("a socket cannot be closed", broken);
        }
    }

    private static WireGuardKey key(int number) {
        byte[] bytes = new byte[32];
        new Random(number).nextBytes(bytes);
        return new WireGuardKey(Base64.getEncoder().encodeToString(bytes));
    }
}
