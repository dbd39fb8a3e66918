package io.boson.server.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 of a token: finds it again without keeping it.
record TokenHash(long a, long b, long c, long d) {

    static TokenHash of(String token) {
        byte[] digest = sha256().digest(token.getBytes(StandardCharsets.ISO_8859_1));
        ByteBuffer longs = ByteBuffer.wrap(digest);
        return new TokenHash(longs.getLong(), longs.getLong(), longs.getLong(), longs.getLong());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
