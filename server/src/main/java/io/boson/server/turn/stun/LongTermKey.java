package io.boson.server.turn.stun;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The key of long-term credentials (RFC 8489 9.2.2): `MD5(username ":" realm ":" password)`. MD5
/// and SHA-1 are what coturn's shared-secret scheme and every TURN client speak.
final class LongTermKey {

    private static final String HMAC = "HmacSHA1";

    private final SecretKeySpec key;

    private LongTermKey(SecretKeySpec key) {
        this.key = key;
    }

    static LongTermKey of(TurnCredentials credentials, String realm) {
        String text = credentials.username() + ':' + realm + ':' + credentials.password();
        try {
            byte[] digest =
                    MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return new LongTermKey(new SecretKeySpec(digest, HMAC));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }

    /// HMAC-SHA1, 20 bytes.
    byte[] sign(byte[] message) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + HMAC, impossible);
        }
    }
}
