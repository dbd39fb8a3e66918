package io.boson.relay.transport;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;

/// Reads and forgets, after a protocol error. The socket has to be read on: closing with unread
/// bytes resets the connection, and the close frame that says why is lost. The codec could do it,
/// but it steps over the rest byte by byte.
final class Deaf extends ChannelInboundHandlerAdapter {

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) {
        ReferenceCountUtil.release(msg);
    }
}
