package io.boson.events.node;

import java.util.Base64;
import java.util.Optional;

/// A Curve25519 public key as WireGuard's tools write it: 32 bytes, 44 characters of base64.
public record WireGuardKey(String text) {

    private static final int TEXT_LENGTH = 44;
    private static final int BYTES = 32;

    public WireGuardKey {
        if (!isKey(text)) {
            throw new IllegalArgumentException("not 44 characters of base64 for 32 bytes");
        }
    }

    public static Optional<WireGuardKey> parse(String text) {
        return isKey(text) ? Optional.of(new WireGuardKey(text)) : Optional.empty();
    }

    public byte[] bytes() {
        return Base64.getDecoder().decode(text);
    }

    private static boolean isKey(String text) {
        if (text.length() != TEXT_LENGTH) {
            return false;
        }
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            // The last character carries four unused bits; only one spelling of a key is a key.
            return bytes.length == BYTES && Base64.getEncoder().encodeToString(bytes).equals(text);
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
