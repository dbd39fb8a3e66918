package io.boson.bench.load;

import io.boson.events.node.WireGuardKey;
import io.boson.testkit.WireGuardMessages;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.Random;

/// A handshake as WireGuard's looks from outside, between a client and a node that a relay has
/// admitted as a pair; the client begins.
public final class WireGuardOpening implements Opening {

    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PROOF_BYTES = 32;
    private static final int KEY_BYTES = 32;

    /// Of all openings: indices that come again would be taken for the flows of before.
    private static final Random RANDOM = new Random(3);

    /// A Binding request (RFC 8489 section 6).
    private static final byte[] STUN = {
        0, 1, 0, 0, 0x21, 0x12, (byte) 0xa4, 0x42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12
    };

    private final WireGuardKey clientKey;
    private final WireGuardKey nodeKey;
    private final boolean nodeIsKnown;
    private int toNode;
    private int toClient;

    /// @param pair its number
    /// @param nodeIsKnown to the relay, by its token; over UDP it has to speak first
    public WireGuardOpening(int pair, boolean nodeIsKnown) {
        this.clientKey = client(pair);
        this.nodeKey = node(pair);
        this.nodeIsKnown = nodeIsKnown;
    }

    public static WireGuardKey client(int pair) {
        return key(2 * pair);
    }

    public static WireGuardKey node(int pair) {
        return key(2 * pair + 1);
    }

    @Override
    public void open(PacketEnd client, PacketEnd node) throws IOException {
        // Whoever never hears an answer is not waited for for ever.
        Thread guard = Thread.ofVirtual().start(() -> closeLate(client, node));
        try {
            toClient = RANDOM.nextInt();
            toNode = RANDOM.nextInt();
            if (!nodeIsKnown) {
                send(node, WireGuardMessages.initiation(clientKey, RANDOM.nextInt(), RANDOM));
                // Answered in the order of arrival: the relay has heard what came before.
                send(node, STUN);
                await(node, 1);
            }
            send(client, WireGuardMessages.initiation(nodeKey, toClient, RANDOM));
            await(node, 1);
            send(node, WireGuardMessages.response(clientKey, toNode, toClient, RANDOM));
            await(client, 2);
            send(client, WireGuardMessages.transport(toNode, PROOF_BYTES));
            await(node, 4);
        } finally {
            guard.interrupt();
        }
    }

    @Override
    public ByteBuffer packet(boolean fromClient, int bytes) {
        int receiver = fromClient ? toNode : toClient;
        return ByteBuffer.allocateDirect(bytes)
                .put(0, WireGuardMessages.transport(receiver, bytes));
    }

    private static void send(PacketEnd from, byte[] message) throws IOException {
        from.send(ByteBuffer.allocateDirect(message.length).put(0, message), 1);
    }

    private static void await(PacketEnd at, int type) throws IOException {
        ByteBuffer heard;
        do {
            heard = at.receive();
        } while (heard.get(heard.position()) != type);
    }

    private static void closeLate(PacketEnd client, PacketEnd node) {
        try {
            Thread.sleep(PATIENCE);
            client.close();
            node.close();
        } catch (InterruptedException open) {
            // As it should be.
        } catch (IOException broken) {
            throw new IllegalStateException("a socket cannot be closed", broken);
        }
    }

    private static WireGuardKey key(int number) {
        byte[] bytes = new byte[KEY_BYTES];
        new Random(number).nextBytes(bytes);
        return new WireGuardKey(Base64.getEncoder().encodeToString(bytes));
    }
}
