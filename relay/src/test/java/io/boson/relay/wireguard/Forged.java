package io.boson.relay.wireguard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.digests.Blake2sDigest;

/// Messages as far as a relay can look at them: what anybody can make who knows the public keys,
/// written without the code under test.
public final class Forged {

    private Forged() {}

    public static byte[] initiation(byte[] to, int index, RandomGenerator random) {
        byte[] message = message(1, 148, random);
        words(message).putInt(4, index);
        Arrays.fill(message, 132, 148, (byte) 0);
        return withMac1(message, to, 116);
    }

    public static byte[] response(byte[] to, int index, int receiver, RandomGenerator random) {
        byte[] message = message(2, 92, random);
        words(message).putInt(4, index).putInt(8, receiver);
        Arrays.fill(message, 76, 92, (byte) 0);
        return withMac1(message, to, 60);
    }

    /// An initiation or a response with mac1 made again, after its inside was written.
    public static byte[] signed(byte[] message, byte[] to) {
        return withMac1(message, to, message[0] == 1 ? 116 : 60);
    }

    public static byte[] cookieReply(int receiver, RandomGenerator random) {
        byte[] message = message(3, 64, random);
        words(message).putInt(4, receiver);
        return message;
    }

    public static byte[] transport(int receiver, int length) {
        byte[] message = new byte[length];
        words(message).putInt(0, 4).putInt(4, receiver);
        return message;
    }

    /// Takes a cookie out of a reply, as the peer does that sent the initiation.
    public static byte[] cookie(byte[] reply, byte[] addressee, byte[] initiation)
            throws InvalidCipherTextException {
        return XChaCha20Poly1305.open(
                hash("cookie--", addressee),
                Arrays.copyOfRange(reply, 8, 32),
                Arrays.copyOfRange(reply, 32, 64),
                Arrays.copyOfRange(initiation, 116, 132));
    }

    public static byte[] withMac2(byte[] initiation, byte[] cookie) {
        byte[] message = initiation.clone();
        mac(cookie, message, 132);
        return message;
    }

    static void mac(byte[] key, byte[] message, int length) {
        Blake2sDigest digest = new Blake2sDigest(key, 16, null, null);
        digest.update(message, 0, length);
        digest.doFinal(message, length);
    }

    static byte[] hash(String label, byte[] key) {
        Blake2sDigest digest = new Blake2sDigest(256);
        digest.update(label.getBytes(StandardCharsets.US_ASCII), 0, label.length());
        digest.update(key, 0, key.length);
        byte[] out = new byte[32];
        digest.doFinal(out, 0);
        return out;
    }

    private static byte[] withMac1(byte[] message, byte[] to, int at) {
        mac(hash("mac1----", to), message, at);
        return message;
    }

    private static byte[] message(int type, int length, RandomGenerator random) {
        byte[] message = new byte[length];
        random.nextBytes(message);
        words(message).putInt(0, type);
        return message;
    }

    private static ByteBuffer words(byte[] message) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
    }
}
