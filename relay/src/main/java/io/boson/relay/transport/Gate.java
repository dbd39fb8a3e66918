package io.boson.relay.transport;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/// Holds what arrives between the upgrade and the admission: a client may send right at open, and
/// nothing of it is lost. Holds bytes, not frames, so that many tiny frames cost no more than their
/// bytes; beyond the limit the socket is not read, and TCP makes the peer wait.
final class Gate extends ChannelInboundHandlerAdapter {

    private final int bytesMax;
    private ByteBuf held = Unpooled.EMPTY_BUFFER;

    Gate(int bytesMax) {
        this.bytesMax = bytesMax;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        if (!(msg instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(msg);
            return;
        }
        // Copied together: a held buffer of its own per TCP segment would cost far more than its
        // bytes.
        try {
            if (held.maxCapacity() == 0) {
                held = ctx.alloc().buffer(bytes.readableBytes());
            }
            held.writeBytes(bytes);
        } finally {
            bytes.release();
        }
        if (held.readableBytes() >= bytesMax) {
            ctx.channel().config().setAutoRead(false);
        }
    }

    /// Lets everything through, in order, and leaves the pipeline.
    void open(ChannelHandlerContext ctx) {
        ByteBuf early = held;
        held = Unpooled.EMPTY_BUFFER;
        // First, because what is let through may close the channel and take the pipeline down.
        ctx.pipeline().remove(this);
        if (early.isReadable()) {
            ctx.fireChannelRead(early);
            ctx.fireChannelReadComplete();
        }
        ctx.channel().config().setAutoRead(true);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        held.release();
        held = Unpooled.EMPTY_BUFFER;
    }
}
