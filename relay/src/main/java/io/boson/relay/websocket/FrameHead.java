package io.boson.relay.websocket;

import io.netty.buffer.ByteBuf;

/// A frame's first bytes (RFC 6455 section 5.2), lengths in network order and in the shortest form:
///
/// ```
///   0                   1                   2                   3
///   0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///  +-+-+-+-+-------+-+-------------+-------------------------------+
///  |F|R|R|R| opcode|M| length      | 16 bits of length, if it is   |
///  |I|S|S|S|       |A| 0..125, 126 | 126; 64 bits if it is 127     |
///  |N|V|V|V|       |S| or 127      |                               |
///  | |1|2|3|       |K|             |                               |
///  +-+-+-+-+-------+-+-------------+-------------------------------+
///  | 32 bits of masking key: always from a client, never from here |
///  +---------------------------------------------------------------+
/// ```
///
/// So the head of a frame to a peer is four bytes shorter than that of a client's frame with the
/// same payload, and fits into its place.
public final class FrameHead {

    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int CLOSE = 8;
    public static final int PING = 9;
    public static final int PONG = 10;

    /// The longest head of a frame to a peer.
    public static final int BYTES_MAX = 10;

    static final int CONTINUATION = 0;
    static final int FIN = 0x80;
    static final int RESERVED = 0x70;
    static final int OPCODE = 0x0f;
    static final int MASKED = 0x80;
    static final int LENGTH = 0x7f;
    static final int LENGTH_16 = 126;
    static final int LENGTH_64 = 127;
    static final int KEY_BYTES = 4;
    static final int CONTROL_MAX = 125;
    static final int LENGTH_16_MAX = 0xffff;

    private FrameHead() {}

    /// Bytes of the head of a frame to a peer.
    public static int length(int payload) {
        if (payload <= CONTROL_MAX) {
            return 2;
        }
        return payload <= LENGTH_16_MAX ? 4 : BYTES_MAX;
    }

    /// Sets the head of a whole message; the indices of `out` stay as they are.
    public static void set(ByteBuf out, int at, int opcode, int payload) {
        out.setByte(at, FIN | opcode);
        if (payload <= CONTROL_MAX) {
            out.setByte(at + 1, payload);
        } else if (payload <= LENGTH_16_MAX) {
            out.setByte(at + 1, LENGTH_16);
            out.setShort(at + 2, payload);
        } else {
            out.setByte(at + 1, LENGTH_64);
            out.setLong(at + 2, payload);
        }
    }

    /// The payload's length of a frame that [#set] has begun.
    public static int payload(ByteBuf frame, int at) {
        int length = frame.getUnsignedByte(at + 1);
        return switch (length) {
            case LENGTH_16 -> frame.getUnsignedShort(at + 2);
            case LENGTH_64 -> (int) frame.getLong(at + 2);
            default -> length;
        };
    }
}
