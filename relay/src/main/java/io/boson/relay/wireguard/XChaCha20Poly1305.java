package io.boson.relay.wireguard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.ChaChaEngine;
import org.bouncycastle.crypto.modes.ChaCha20Poly1305;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;

/// AEAD_XChaCha20_Poly1305 (draft-irtf-cfrg-xchacha-03): HChaCha20 makes a subkey of the key and
/// the nonce's first 16 bytes; ChaCha20-Poly1305 (RFC 8439) takes it and the other 8.
final class XChaCha20Poly1305 {

    static final int NONCE_BYTES = 24;

    private static final int TAG_BITS = 128;
    private static final int ROUNDS = 20;
    private static final int STATE_WORDS = 16;
    private static final int KEY_BYTES = 32;
    private static final int SUBKEY_NONCE_BYTES = 16;
    private static final int INNER_NONCE_BYTES = 12;

    /// "expand 32-byte k".
    private static final int[] CONSTANTS = {0x61707865, 0x3320646e, 0x79622d32, 0x6b206574};

    private XChaCha20Poly1305() {}

    /// The text encrypted, and its tag.
    static byte[] seal(byte[] key, byte[] nonce, byte[] text, byte[] associated) {
        try {
            return process(true, key, nonce, text, associated);
        } catch (InvalidCipherTextException impossible) {
            throw new IllegalStateException("sealing verifies nothing", impossible);
        }
    }

    /// @throws InvalidCipherTextException where the tag is not of this key, text and data
    static byte[] open(byte[] key, byte[] nonce, byte[] sealed, byte[] associated)
            throws InvalidCipherTextException {
        return process(false, key, nonce, sealed, associated);
    }

    private static byte[] process(
            boolean seal, byte[] key, byte[] nonce, byte[] in, byte[] associated)
            throws InvalidCipherTextException {
        byte[] inner = new byte[INNER_NONCE_BYTES];
        int rest = NONCE_BYTES - SUBKEY_NONCE_BYTES;
        System.arraycopy(nonce, SUBKEY_NONCE_BYTES, inner, INNER_NONCE_BYTES - rest, rest);
        ChaCha20Poly1305 cipher = new ChaCha20Poly1305();
        KeyParameter subkey = new KeyParameter(subkey(key, nonce));
        cipher.init(seal, new AEADParameters(subkey, TAG_BITS, inner, associated));
        byte[] out = new byte[cipher.getOutputSize(in.length)];
        int written = cipher.processBytes(in, 0, in.length, out, 0);
        cipher.doFinal(out, written);
        return out;
    }

    /// HChaCha20 of the nonce's first 16 bytes: ChaCha20's rounds without the final addition.
    static byte[] subkey(byte[] key, byte[] nonce) {
        int[] in = Arrays.copyOf(CONSTANTS, STATE_WORDS);
        ByteBuffer words =
                ByteBuffer.allocate(KEY_BYTES + SUBKEY_NONCE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        words.put(key).put(nonce, 0, SUBKEY_NONCE_BYTES).flip();
        words.asIntBuffer().get(in, CONSTANTS.length, STATE_WORDS - CONSTANTS.length);
        int[] out = new int[STATE_WORDS];
        ChaChaEngine.chachaCore(ROUNDS, in, out);
        ByteBuffer subkey = ByteBuffer.allocate(KEY_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        int quarter = CONSTANTS.length;
        for (int i = 0; i < quarter; i++) {
            // The engine has added its input, as ChaCha20 does.
            subkey.putInt(i * Integer.BYTES, out[i] - in[i]);
            int last = STATE_WORDS - quarter + i;
            subkey.putInt((quarter + i) * Integer.BYTES, out[last] - in[last]);
        }
        return subkey.array();
    }
}
