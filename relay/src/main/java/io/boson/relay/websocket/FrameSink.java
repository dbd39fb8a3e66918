package io.boson.relay.websocket;

import io.netty.buffer.ByteBuf;

/// Takes what a [FrameParser] has read. Buffers are the parser's: whoever keeps something of them
/// retains it.
public interface FrameSink {

    /// A binary message. Of the bytes before `at`, all that come after the payload of the binary
    /// message before it in the same buffer are free to be written to: exactly as many as the head
    /// of a frame to a peer has ([FrameHead#length]), or more where the message came in fragments.
    void binary(ByteBuf buffer, int at, int length);

    /// No more binary messages from the buffer of the last ones.
    void endOfBuffer();

    void text(ByteBuf content);

    void ping(ByteBuf content);

    void pong();

    /// The peer's close frame; nothing comes after it.
    ///
    /// @param code as sent, or [#NO_CODE]
    void close(int code);

    /// Nothing comes after it.
    void fault(ProtocolFault fault);

    /// RFC 6455 section 7.1.5: a close frame without a code.
    int NO_CODE = 1005;
}
