package io.boson.relay.websocket;

/// How a peer broke RFC 6455, after the section that says so.
public enum ProtocolFault {
    /// 5.2: RSV1 to RSV3 are for extensions, and none was negotiated.
    RESERVED_BIT,
    /// 5.2: opcodes 3 to 7 and 11 to 15.
    RESERVED_OPCODE,
    /// 5.1: a client masks every frame.
    NOT_MASKED,
    /// 5.2: a length in more bytes than it needs, or with its top bit set.
    LENGTH_NOT_MINIMAL,
    /// 5.5: a control frame in fragments.
    CONTROL_FRAGMENTED,
    /// 5.5: a control frame of more than 125 bytes.
    CONTROL_TOO_LONG,
    /// 5.4: a continuation of nothing.
    NOTHING_TO_CONTINUE,
    /// 5.4: a new message within another.
    MESSAGE_NOT_FINISHED,
    /// 5.5.1 and 7.4: a close frame of one byte, or with a code that nobody may send.
    BAD_CLOSE,
    /// 8.1: text, or a close frame's reason, that is not UTF-8.
    NOT_UTF8,
    /// 10.4: a frame or message above this relay's limit.
    TOO_BIG
}
