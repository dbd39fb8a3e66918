package io.boson.server.api;

import io.boson.server.api.TestServer.SessionHandle;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/// What the original's clients write on a relay socket, byte for byte.
final class OriginalFrames {

    private OriginalFrames() {}

    /// Of one packet each.
    static String batch(String... packets) {
        StringBuilder hex = new StringBuilder("%04x".formatted(packets.length));
        for (String packet : packets) {
            hex.append("%04x".formatted(packet.length() / 2)).append(packet);
        }
        return hex.toString();
    }

    static String packet(String hex) {
        return "{\"type\":\"packet\",\"data\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex)));
    }

    static String data(SessionHandle session, String direction, String numbers) {
        return data(session.id().toString(), direction, numbers);
    }

    static String data(String session, String direction, String numbers) {
        return ("{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"%s\","
                        + "\"payload\":{\"type\":\"Buffer\",\"data\":[%s]}}")
                .formatted(session, direction, numbers);
    }

    static String control(SessionHandle session, String action) {
        return ("{\"type\":\"control\",\"sessionId\":\"%s\","
                        + "\"direction\":\"node-to-client\",\"payload\":{\"action\":\"%s\"}}")
                .formatted(session.id(), action);
    }

    static String compressed(String frame) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            out.write(frame.getBytes(StandardCharsets.UTF_8));
        }
        return "{\"type\":\"control\",\"compressed\":true,\"data\":\"%s\"}"
                .formatted(Base64.getEncoder().encodeToString(bytes.toByteArray()));
    }
}
