package io.boson.relay.websocket;

import java.io.ByteArrayOutputStream;
import java.util.HexFormat;

/// What clients send, written down for tests: masked frames, valid or not.
final class ClientFrames {

    private static final byte[] KEY = {0x37, (byte) 0xfa, 0x21, 0x3d};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /// @param first FIN, reserved bits and opcode
    ClientFrames frame(int first, byte... payload) {
        bytes.write(first);
        if (payload.length <= 125) {
            bytes.write(0x80 | payload.length);
        } else if (payload.length <= 0xffff) {
            hex("fe%04x".formatted(payload.length));
        } else {
            hex("ff%016x".formatted(payload.length));
        }
        bytes.writeBytes(KEY);
        for (int i = 0; i < payload.length; i++) {
            bytes.write(payload[i] ^ KEY[i & 3]);
        }
        return this;
    }

    ClientFrames frame(int first, String hexPayload) {
        return frame(first, HexFormat.of().parseHex(hexPayload));
    }

    /// Bytes as they are.
    ClientFrames hex(String hex) {
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        return this;
    }

    byte[] bytes() {
        return bytes.toByteArray();
    }
}
