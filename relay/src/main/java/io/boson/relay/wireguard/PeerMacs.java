package io.boson.relay.wireguard;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.digests.Blake2sDigest;

/// What is derived from a peer's public key, once (whitepaper, sections 5.4.4 and 5.4.7):
///
/// ```
/// mac1 key    BLAKE2s-256("mac1----" || public key)   of messages to that peer
/// cookie key  BLAKE2s-256("cookie--" || public key)   of cookie replies that peer gives
/// ```
///
/// For one thread.
public final class PeerMacs {

    private static final int KEY_BYTES = 32;
    private static final byte[] MAC1_LABEL = "mac1----".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COOKIE_LABEL = "cookie--".getBytes(StandardCharsets.US_ASCII);

    private final Mac mac1;
    private final byte[] cookieKey;

    public PeerMacs(byte[] publicKey) {
        if (publicKey.length != KEY_BYTES) {
            throw new IllegalArgumentException(
                    "publicKey must be 32 bytes, is " + publicKey.length);
        }
        this.mac1 = new Mac(hash(MAC1_LABEL, publicKey));
        this.cookieKey = hash(COOKIE_LABEL, publicKey);
    }

    /// Whether a handshake message is to this peer: mac1 lies at `mac1At` and covers what is
    /// before.
    public boolean isAddressed(byte[] message, int mac1At) {
        return mac1.follows(message, mac1At);
    }

    byte[] cookieKey() {
        return cookieKey;
    }

    private static byte[] hash(byte[] label, byte[] key) {
        Blake2sDigest digest = new Blake2sDigest(KEY_BYTES * Byte.SIZE);
        digest.update(label, 0, label.length);
        digest.update(key, 0, key.length);
        byte[] out = new byte[KEY_BYTES];
        digest.doFinal(out, 0);
        return out;
    }
}
