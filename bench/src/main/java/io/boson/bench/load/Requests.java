package io.boson.bench.load;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Requests as the bytes that go over the wire.
public final class Requests {

    private Requests() {}

    public static ByteBuffer get(String path, Optional<String> token) {
        return bytes("GET " + path + " HTTP/1.1\r\n" + common(token) + "\r\n");
    }

    /// @param json of ASCII characters
    public static ByteBuffer post(String path, Optional<String> token, String json) {
        return bytes(
                "POST "
                        + path
                        + " HTTP/1.1\r\n"
                        + common(token)
                        + "Content-Type: application/json\r\nContent-Length: "
                        + json.length()
                        + "\r\n\r\n"
                        + json);
    }

    private static String common(Optional<String> token) {
        return "Host: localhost\r\nAccept: application/json\r\n"
                + token.map(t -> "Authorization: Bearer " + t + "\r\n").orElse("");
    }

    /// Outside the heap, so that a write need not copy them there first.
    private static ByteBuffer bytes(String request) {
        byte[] ascii = request.getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.allocateDirect(ascii.length).put(ascii).flip();
    }
}
