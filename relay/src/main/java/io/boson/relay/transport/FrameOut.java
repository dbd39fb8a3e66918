package io.boson.relay.transport;

import io.boson.relay.websocket.FrameHead;
import io.boson.relay.websocket.FrameSink;
import io.boson.relay.wire.CloseReason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;

/// A server's WebSocket frames on a channel: whole and unmasked (RFC 6455 section 5.1). They leave
/// with the next [#flush]. For the channel's loop.
///
/// @param channel also says whether there is room; nothing here asks
record FrameOut(Channel channel) {

    ByteBufAllocator buffers() {
        return channel.alloc();
    }

    /// Takes the payload over, as all of these do.
    void text(ByteBuf payload) {
        frame(FrameHead.TEXT, payload);
    }

    void ping() {
        frame(FrameHead.PING, Unpooled.EMPTY_BUFFER);
    }

    void pong(ByteBuf payload) {
        frame(FrameHead.PONG, payload);
    }

    /// Frames that have their heads already.
    void frames(ByteBuf bytes) {
        var _ = channel.write(bytes, channel.voidPromise());
    }

    /// The last, and flushed.
    ChannelFuture close(CloseReason reason) {
        ByteBuf payload = buffers().buffer(Short.BYTES + reason.text().length());
        // RFC 6455 section 7.1.5: no code is answered with none.
        if (reason.code() != FrameSink.NO_CODE) {
            payload.writeShort(reason.code());
            ByteBufUtil.writeAscii(payload, reason.text());
        }
        head(FrameHead.CLOSE, payload.readableBytes());
        return channel.writeAndFlush(payload);
    }

    void flush() {
        channel.flush();
    }

    private void frame(int opcode, ByteBuf payload) {
        head(opcode, payload.readableBytes());
        frames(payload);
    }

    private void head(int opcode, int payload) {
        int length = FrameHead.length(payload);
        ByteBuf head = buffers().buffer(length);
        FrameHead.set(head, 0, opcode, payload);
        frames(head.writerIndex(length));
    }
}
