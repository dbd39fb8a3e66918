package io.boson.server.connect;

import io.boson.server.curve.WireGuardKeys;
import java.security.SecureRandom;
import java.util.Base64;

/// A WireGuard key pair, made here. The private half is shown nowhere but in the file.
final class OwnKey {

    private final String privateText;
    private final String publicText;

    private OwnKey(byte[] secret) {
        this.privateText = Base64.getEncoder().encodeToString(secret);
        this.publicText = WireGuardKeys.publicKey(secret);
    }

    static OwnKey make(SecureRandom random) {
        byte[] secret = new byte[WireGuardKeys.BYTES];
        random.nextBytes(secret);
        // As `wg genkey` does: RFC 7748 section 5, so that every tool shows the same key.
        secret[0] &= (byte) 0xf8;
        secret[31] = (byte) ((secret[31] & 0x7f) | 0x40);
        return new OwnKey(secret);
    }

    String privateText() {
        return privateText;
    }

    String publicText() {
        return publicText;
    }

    @Override
    public String toString() {
        return "OwnKey[" + publicText + "]";
    }
}
