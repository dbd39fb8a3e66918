package io.boson.relay.transport;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;

/// How sockets are driven here: epoll where its native half loads, NIO elsewhere.
///
/// A receiver's packets wait in its queue, where they age and make room; what has been given to
/// Netty or the kernel can only wait. So both are kept small: a low watermark, a capped send
/// buffer, and on epoll TCP_NOTSENT_LOWAT, which lets the kernel take data only shortly before it
/// can send it.
record Transport(String name, IoHandlerFactory io, Class<? extends ServerChannel> server) {

    private static final int BACKLOG = 1024;

    /// The kernel doubles it. Enough for 10 MB/s over a round trip of 50 ms.
    private static final int SEND_BUFFER_BYTES = 256 * 1024;

    private static final long NOT_SENT_BYTES = 64 * 1024;
    private static final WriteBufferWaterMark WATER_MARK =
            new WriteBufferWaterMark(32 * 1024, 64 * 1024);

    static Transport best() {
        return Epoll.isAvailable()
                ? new Transport(
                        "epoll", EpollIoHandler.newFactory(), EpollServerSocketChannel.class)
                : nio();
    }

    static Transport nio() {
        return new Transport("nio", NioIoHandler.newFactory(), NioServerSocketChannel.class);
    }

    ServerBootstrap bootstrap() {
        ServerBootstrap bootstrap =
                new ServerBootstrap()
                        .channel(server)
                        .option(ChannelOption.SO_BACKLOG, BACKLOG)
                        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childOption(ChannelOption.SO_SNDBUF, SEND_BUFFER_BYTES)
                        .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK);
        if (server.equals(EpollServerSocketChannel.class)) {
            bootstrap.childOption(EpollChannelOption.TCP_NOTSENT_LOWAT, NOT_SENT_BYTES);
        }
        return bootstrap;
    }
}
