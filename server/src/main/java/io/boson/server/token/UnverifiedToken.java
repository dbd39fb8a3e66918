package io.boson.server.token;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.boson.server.token.TokenCheck.Reason;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/// What a token says of itself, nothing of it proved: enough to refuse most bad ones without
/// computing a signature.
///
/// @param algorithm empty text where the header names none; so for the other texts
record UnverifiedToken(
        String algorithm, String keyId, String audience, Instant issuedAt, Instant expiresAt) {

    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(4)
                                    .maxTokenCount(200)
                                    .maxNumberLength(20)
                                    .build())
                    .build();

    private static final String OTHER = "";

    /// Empty where the text is no three-part JWT with a plain header, and an expiry.
    static Optional<UnverifiedToken> read(String text) {
        int first = text.indexOf('.');
        int second = text.indexOf('.', first + 1);
        if (first < 1
                || second <= first + 1
                || second == text.length() - 1
                || text.indexOf('.', second + 1) >= 0) {
            return Optional.empty();
        }
        Parts parts = new Parts();
        try {
            parts.header(decode(text.substring(0, first)));
            parts.payload(decode(text.substring(first + 1, second)));
            return parts.whole();
        } catch (IOException | IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /// Empty where only the signature remains to be checked.
    Optional<Reason> refusal(SigningKeys keys, Clock clock, Duration skew) {
        if (!algorithm.equals(Claims.ALGORITHM)) {
            return Optional.of(Reason.WRONG_ALGORITHM);
        }
        if (keys.verifying(keyId).isEmpty()) {
            return Optional.of(Reason.UNKNOWN_KEY);
        }
        if (!audience.equals(Claims.AUDIENCE)) {
            return Optional.of(Reason.WRONG_AUDIENCE);
        }
        return issuedAt.isAfter(clock.instant().plus(skew))
                ? Optional.of(Reason.NOT_YET_VALID)
                : Optional.empty();
    }

    private static byte[] decode(String part) {
        return Base64.getUrlDecoder().decode(part);
    }

    /// Fills itself from two JSON objects.
    private static final class Parts {

        private String algorithm = "";
        private String keyId = "";
        private String audience = "";
        private long issuedAt;
        private long expiresAt = Long.MIN_VALUE;

        void header(byte[] json) throws IOException {
            try (JsonParser parser = JSON.createParser(json)) {
                for (String name = start(parser); !name.isEmpty(); name = next(parser)) {
                    String value = parser.getValueAsString(OTHER);
                    switch (name) {
                        case "alg" -> algorithm = value;
                        case "kid" -> keyId = value;
                        case "typ" -> {}
                        // "zip", "crit", "jku" and the like ask for work or trust we never give.
                        default -> throw new IOException("unexpected header");
                    }
                }
            }
        }

        void payload(byte[] json) throws IOException {
            try (JsonParser parser = JSON.createParser(json)) {
                for (String name = start(parser); !name.isEmpty(); name = next(parser)) {
                    switch (name) {
                        case "aud" -> audience = audience(parser);
                        case "iat" -> issuedAt = parser.getLongValue();
                        case "exp" -> expiresAt = parser.getLongValue();
                        default -> parser.skipChildren();
                    }
                }
            }
        }

        /// A text, or an array of one.
        private static String audience(JsonParser parser) throws IOException {
            if (!parser.isExpectedStartArrayToken()) {
                return parser.getValueAsString(OTHER);
            }
            parser.nextToken();
            String only = parser.getValueAsString(OTHER);
            return parser.nextToken() == JsonToken.END_ARRAY ? only : OTHER;
        }

        Optional<UnverifiedToken> whole() {
            return expiresAt == Long.MIN_VALUE
                    ? Optional.empty()
                    : Optional.of(
                            new UnverifiedToken(
                                    algorithm,
                                    keyId,
                                    audience,
                                    seconds(issuedAt),
                                    seconds(expiresAt)));
        }

        private static Instant seconds(long epochSecond) {
            return Instant.ofEpochSecond(
                    Math.clamp(
                            epochSecond,
                            Instant.MIN.getEpochSecond(),
                            Instant.MAX.getEpochSecond()));
        }

        private static String start(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("no object");
            }
            return next(parser);
        }

        /// The next name, its value current; empty text at the object's end.
        private static String next(JsonParser parser) throws IOException {
            String name = parser.nextFieldName();
            if (name == null) {
                return "";
            }
            parser.nextToken();
            return name;
        }
    }
}
