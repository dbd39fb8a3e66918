package io.boson.testkit;

import io.boson.events.node.WireGuardKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.digests.Blake2sDigest;

/// WireGuard's messages as they look from outside (whitepaper, section 5.4), numbers little-endian;
/// what peers encrypt is random here.
///
/// ```
/// initiation  0 type 1, zeros   4 sender   ...             116 mac1 16   132 mac2 16 = 0   148
/// response    0 type 2, zeros   4 sender   8 receiver ...   60 mac1 16    76 mac2 16 = 0    92
/// transport   0 type 4, zeros   4 receiver   8 counter ...
/// ```
public final class WireGuardMessages {

    private static final int INITIATION_BYTES = 148;
    private static final int RESPONSE_BYTES = 92;
    private static final int MAC_BYTES = 16;
    private static final int KEY_BYTES = 32;

    private WireGuardMessages() {}

    /// @param to whom it is for: whose key mac1 is made with
    public static byte[] initiation(WireGuardKey to, int sender, RandomGenerator random) {
        byte[] message = new byte[INITIATION_BYTES];
        random.nextBytes(message);
        words(message).putInt(0, 1).putInt(4, sender);
        return signed(message, to);
    }

    /// @param receiver the initiation's sender
    public static byte[] response(
            WireGuardKey to, int sender, int receiver, RandomGenerator random) {
        byte[] message = new byte[RESPONSE_BYTES];
        random.nextBytes(message);
        words(message).putInt(0, 2).putInt(4, sender).putInt(8, receiver);
        return signed(message, to);
    }

    public static byte[] transport(int receiver, int length) {
        byte[] message = new byte[length];
        words(message).putInt(0, 4).putInt(4, receiver);
        return message;
    }

    /// The index that says whose it is: of a transport packet.
    public static int receiver(byte[] transport) {
        return words(transport).getInt(4);
    }

    private static byte[] signed(byte[] message, WireGuardKey to) {
        int at = message.length - 2 * MAC_BYTES;
        Blake2sDigest hash = new Blake2sDigest(KEY_BYTES * Byte.SIZE);
        byte[] label = "mac1----".getBytes(StandardCharsets.US_ASCII);
        hash.update(label, 0, label.length);
        hash.update(to.bytes(), 0, KEY_BYTES);
        byte[] key = new byte[KEY_BYTES];
        hash.doFinal(key, 0);
        Blake2sDigest mac = new Blake2sDigest(key, MAC_BYTES, null, null);
        mac.update(message, 0, at);
        mac.doFinal(message, at);
        for (int i = at + MAC_BYTES; i < message.length; i++) {
            message[i] = 0;
        }
        return message;
    }

    private static ByteBuffer words(byte[] message) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    }
}
