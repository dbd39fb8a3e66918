package io.boson.relay.wire;

import java.util.Arrays;

/// Bytes gathered one by one. Grows with what has really arrived, never by a length that a frame
/// claims, and not beyond [RelayFrame#BYTES_MAX].
final class PacketBytes {

    /// Holds a full WireGuard packet without growing.
    private static final int USUAL = 2048;

    private byte[] bytes = new byte[USUAL];
    private int length;

    /// False where there is no room or the value is no byte.
    boolean append(int value) {
        if (value < 0 || value > 255 || length == RelayFrame.BYTES_MAX) {
            return false;
        }
        if (length == bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.min(2 * length, RelayFrame.BYTES_MAX));
        }
        bytes[length++] = (byte) value;
        return true;
    }

    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }
}
