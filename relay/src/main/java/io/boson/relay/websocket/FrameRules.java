package io.boson.relay.websocket;

import io.netty.buffer.ByteBuf;

/// One frame's head, read and judged (RFC 6455 sections 5.1 to 5.5). Used again for every frame.
final class FrameRules {

    private static final int CONTROL_BIT = 8;

    private final int payloadMax;
    private int first;
    private int headBytes;
    private int payloadBytes;
    private boolean broken;
    private ProtocolFault fault = ProtocolFault.RESERVED_BIT;

    FrameRules(int payloadMax) {
        this.payloadMax = payloadMax;
    }

    /// False where the head is not all there, or [#isBroken]. Indices stay as they are.
    boolean read(ByteBuf in, Fragments fragments) {
        int at = in.readerIndex();
        int readable = in.readableBytes();
        first = in.getUnsignedByte(at);
        if (!firstByteIsGood(fragments) || readable < 2) {
            return false;
        }
        int second = in.getUnsignedByte(at + 1);
        if ((second & FrameHead.MASKED) == 0) {
            return breaks(ProtocolFault.NOT_MASKED);
        }
        int length = second & FrameHead.LENGTH;
        if (isControl() && length > FrameHead.CONTROL_MAX) {
            return breaks(ProtocolFault.CONTROL_TOO_LONG);
        }
        int lengthEnd =
                2 + (length < FrameHead.LENGTH_16 ? 0 : length == FrameHead.LENGTH_16 ? 2 : 8);
        if (readable < lengthEnd) {
            return false;
        }
        headBytes = lengthEnd + FrameHead.KEY_BYTES;
        return lengthIsGood(longLength(in, at + 2, length), length, fragments)
                && readable >= headBytes;
    }

    boolean isBroken() {
        return broken;
    }

    ProtocolFault fault() {
        return fault;
    }

    int opcode() {
        return first & FrameHead.OPCODE;
    }

    boolean isFinal() {
        return (first & FrameHead.FIN) != 0;
    }

    int headBytes() {
        return headBytes;
    }

    int payloadBytes() {
        return payloadBytes;
    }

    int frameBytes() {
        return headBytes + payloadBytes;
    }

    /// RFC 6455 section 7.4.2 and its registry: what may stand in a close frame.
    static boolean maySendCode(int code) {
        return (code >= 1000 && code <= 1003)
                || (code >= 1007 && code <= 1014)
                || (code >= 3000 && code <= 4999);
    }

    private boolean isControl() {
        return (first & CONTROL_BIT) != 0;
    }

    private boolean firstByteIsGood(Fragments fragments) {
        if ((first & FrameHead.RESERVED) != 0) {
            return breaks(ProtocolFault.RESERVED_BIT);
        }
        return switch (opcode()) {
            case FrameHead.CLOSE, FrameHead.PING, FrameHead.PONG ->
                    isFinal() || breaks(ProtocolFault.CONTROL_FRAGMENTED);
            case FrameHead.CONTINUATION ->
                    fragments.isOpen() || breaks(ProtocolFault.NOTHING_TO_CONTINUE);
            case FrameHead.TEXT, FrameHead.BINARY ->
                    !fragments.isOpen() || breaks(ProtocolFault.MESSAGE_NOT_FINISHED);
            default -> breaks(ProtocolFault.RESERVED_OPCODE);
        };
    }

    private static long longLength(ByteBuf in, int at, int length) {
        return switch (length) {
            case FrameHead.LENGTH_16 -> in.getUnsignedShort(at);
            case FrameHead.LENGTH_64 -> in.getLong(at);
            default -> length;
        };
    }

    private boolean lengthIsGood(long claimed, int form, Fragments fragments) {
        boolean minimal =
                switch (form) {
                    case FrameHead.LENGTH_16 -> claimed > FrameHead.CONTROL_MAX;
                    case FrameHead.LENGTH_64 -> claimed > FrameHead.LENGTH_16_MAX;
                    default -> true;
                };
        if (!minimal) {
            return breaks(ProtocolFault.LENGTH_NOT_MINIMAL);
        }
        long before = isControl() ? 0 : fragments.bytes();
        if (claimed > payloadMax - before) {
            return breaks(ProtocolFault.TOO_BIG);
        }
        payloadBytes = (int) claimed;
        return true;
    }

    private boolean breaks(ProtocolFault how) {
        broken = true;
        fault = how;
        return false;
    }
}
