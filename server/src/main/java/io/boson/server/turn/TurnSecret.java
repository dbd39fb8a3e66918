package io.boson.server.turn;

import io.boson.server.turn.stun.TurnCredentials;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a TURN server shares with this one, so that neither needs to ask the other: coturn's REST
/// scheme (draft-uberti-behave-turn-rest-00 2.2).
///
/// ```
///   username = expiry in seconds since 1970 ":" principal
///   password = base64(HMAC-SHA1(secret, username))
/// ```
record TurnSecret(String text) {

    private static final String HMAC = "HmacSHA1";

    static String username(Instant expiresAt, String principal) {
        return expiresAt.getEpochSecond() + ":" + principal;
    }

    TurnCredentials sign(String username) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), HMAC));
            byte[] digest = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return new TurnCredentials(username, Base64.getEncoder().encodeToString(digest));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has " + HMAC, impossible);
        }
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "TurnSecret";
    }
}
