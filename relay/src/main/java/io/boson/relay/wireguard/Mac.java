package io.boson.relay.wireguard;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.bouncycastle.crypto.digests.Blake2sDigest;

/// WireGuard's Mac: BLAKE2s-128 with a key (RFC 7693). Keeps its digest, and so is for one thread.
final class Mac {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final Blake2sDigest digest;
    private final byte[] computed = new byte[Message.MAC_BYTES];

    /// @param key 1 to 32 bytes
    Mac(byte[] key) {
        this.digest = new Blake2sDigest(key, Message.MAC_BYTES, null, null);
    }

    /// Writes the MAC of the first `length` bytes to `out`.
    void compute(byte[] message, int length, byte[] out, int outAt) {
        digest.update(message, 0, length);
        // Begins anew, with the same key.
        digest.doFinal(out, outAt);
    }

    /// Whether the MAC of the first `length` bytes follows them. Takes the same time either way.
    boolean follows(byte[] message, int length) {
        compute(message, length, computed, 0);
        long differing =
                (word(message, length) ^ word(computed, 0))
                        | (word(message, length + Long.BYTES) ^ word(computed, Long.BYTES));
        return differing == 0;
    }

    private static long word(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }
}
