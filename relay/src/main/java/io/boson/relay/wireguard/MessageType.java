package io.boson.relay.wireguard;

import java.nio.ByteBuffer;

/// The kinds of WireGuard message, told apart by their first four bytes and their length.
public enum MessageType {
    INITIATION,
    RESPONSE,
    COOKIE_REPLY,
    TRANSPORT,
    /// No WireGuard message.
    MALFORMED;

    private static final int INITIATION_WORD = 1;
    private static final int RESPONSE_WORD = 2;
    private static final int COOKIE_WORD = 3;
    private static final int TRANSPORT_WORD = 4;

    /// @param at absolute offset; `at + length` lies within the buffer's limit
    public static MessageType of(ByteBuffer bytes, int at, int length) {
        // The shortest message is a transport message without payload, a keepalive.
        if (length < Message.TRANSPORT_BYTES_MIN) {
            return MALFORMED;
        }
        return switch (Message.word(bytes, at)) {
            case TRANSPORT_WORD -> TRANSPORT;
            case INITIATION_WORD -> exactly(INITIATION, Message.INITIATION_BYTES, length);
            case RESPONSE_WORD -> exactly(RESPONSE, Message.RESPONSE_BYTES, length);
            case COOKIE_WORD -> exactly(COOKIE_REPLY, Message.COOKIE_REPLY_BYTES, length);
            default -> MALFORMED;
        };
    }

    private static MessageType exactly(MessageType type, int expected, int length) {
        return length == expected ? type : MALFORMED;
    }
}
