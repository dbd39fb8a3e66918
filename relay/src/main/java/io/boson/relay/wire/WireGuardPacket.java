package io.boson.relay.wire;

import io.netty.buffer.ByteBuf;

/// What can be told of a WireGuard message without a key (WireGuard paper, section 5.4): a type in
/// the first byte, three zeros, and of the first three types the whole length.
///
/// ```
/// 01 00 00 00   handshake initiation, 148 bytes
/// 02 00 00 00   handshake response, 92 bytes
/// 03 00 00 00   cookie reply, 64 bytes
/// 04 00 00 00   transport data
/// ```
public final class WireGuardPacket {

    private static final int INITIATION = 0x0100_0000;
    private static final int RESPONSE = 0x0200_0000;
    private static final int COOKIE = 0x0300_0000;
    private static final int INITIATION_BYTES = 148;
    private static final int RESPONSE_BYTES = 92;
    private static final int COOKIE_BYTES = 64;

    private WireGuardPacket() {}

    /// Whether a tunnel waits for it: everything but transport data.
    public static boolean isHandshake(ByteBuf bytes, int at, int length) {
        return switch (length) {
            case INITIATION_BYTES -> bytes.getInt(at) == INITIATION;
            case RESPONSE_BYTES -> bytes.getInt(at) == RESPONSE;
            case COOKIE_BYTES -> bytes.getInt(at) == COOKIE;
            default -> false;
        };
    }
}
