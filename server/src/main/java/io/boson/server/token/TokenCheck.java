package io.boson.server.token;

import java.time.Duration;
import java.time.Instant;

/// What a token turned out to be.
public sealed interface TokenCheck {

    /// Genuine and valid now.
    record Verified(Principal principal, String tokenId, Instant expiresAt) implements TokenCheck {}

    /// Genuine, and past its end. Whether that matters is the caller's to say: a client may
    /// re-attach to a live session with the token that opened it.
    record Expired(Principal principal, String tokenId, Instant expiresAt) implements TokenCheck {}

    record Refused(Reason reason) implements TokenCheck {}

    /// Not looked at: this address has had too many signatures computed, or too many bad ones.
    record Busy(Duration retryAfter) implements TokenCheck {}

    /// In the order in which a token is examined; the first eight cost no cryptography.
    enum Reason {
        TOO_LONG("longer than any token"),
        MALFORMED("not a signed JWT"),
        WRONG_ALGORITHM("signed with an algorithm that is not accepted"),
        UNKNOWN_KEY("signed with an unknown key"),
        WRONG_AUDIENCE("made for another audience"),
        EXPIRED("expired"),
        NOT_YET_VALID("not yet valid"),
        UNKNOWN_ROLE("made for an unknown role"),
        BAD_SIGNATURE("signature does not match"),
        REVOKED("revoked");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        /// Completes the sentence "the token is ...".
        public String words() {
            return words;
        }
    }
}
