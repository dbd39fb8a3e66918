package io.boson.bench.floor;

import io.boson.bench.process.Floor;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.File;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLException;

/// The least that a forwarder of WebSocket frames could do: takes the mask off and shortens the
/// head, in the buffer that was read, and writes that buffer to the other socket; one flush for all
/// that was read. Netty's epoll with one loop, so that nothing is handed from thread to thread.
/// Nothing is queued, bounded, counted or checked; a frame goes on before it has come whole.
///
/// Pairs sockets and greets as [ForwarderFloor] does. Arguments: the certificate and the key for
/// wss, in the TLS that the relay uses too, or none.
public final class WebSocketFloor {

    private static final int PAIR_DIGITS = 12;
    private static final String ANSWER = "HTTP/1.1 101 Switching Protocols\r\n\r\n";

    /// An empty text frame.
    private static final byte[] GREETING = {(byte) 0x81, 0};

    private WebSocketFloor() {}

    public static void main(String[] args) throws Exception {
        Map<String, Cut> waiting = new ConcurrentHashMap<>();
        Optional<SslContext> tls = args.length == 0 ? Optional.empty() : Optional.of(tls(args));
        Channel listening =
                new ServerBootstrap()
                        .group(new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory()))
                        .channel(EpollServerSocketChannel.class)
                        .option(ChannelOption.SO_BACKLOG, 1024)
                        .childOption(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                        .childOption(ChannelOption.TCP_NODELAY, true)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel socket) {
                                        tls.ifPresent(
                                                shown ->
                                                        socket.pipeline()
                                                                .addLast(
                                                                        shown.newHandler(
                                                                                socket.alloc())));
                                        socket.pipeline().addLast(new Cut(socket, waiting));
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .sync()
                        .channel();
        var address = (java.net.InetSocketAddress) listening.localAddress();
        System.out.println(Floor.SERVES + address.getPort());
        Thread.currentThread().join();
    }

    private static SslContext tls(String[] files) throws SSLException {
        return SslContextBuilder.forServer(new File(files[0]), new File(files[1]))
                .sslProvider(SslProvider.OPENSSL)
                .protocols("TLSv1.3")
                .build();
    }

    /// From one socket to its peer.
    private static final class Cut extends ChannelInboundHandlerAdapter {

        private final Map<String, Cut> waiting;
        private final Channel self;
        private volatile Channel peer;
        private boolean paired;

        /// The beginning of a head whose rest has not come yet.
        private final ByteBuf head = Unpooled.buffer(FrameCut.HEAD_MAX, FrameCut.HEAD_MAX);

        private final FrameCut frames = new FrameCut();

        Cut(Channel self, Map<String, Cut> waiting) {
            this.self = self;
            this.waiting = waiting;
            this.peer = self;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf in = (ByteBuf) msg;
            if (!paired) {
                pair(in.toString(StandardCharsets.US_ASCII));
                in.release();
                return;
            }
            ByteBuf whole = in;
            if (head.isReadable()) {
                whole = ctx.alloc().buffer(head.readableBytes() + in.readableBytes());
                whole.writeBytes(head).writeBytes(in);
                in.release();
            }
            int end = frames.strip(whole);
            head.clear().writeBytes(whole);
            var _ = peer.write(whole.setIndex(0, end), peer.voidPromise());
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext ctx) {
            peer.flush();
        }

        private void pair(String request) {
            paired = true;
            int idEnd = request.indexOf(" HTTP/1.1");
            String pair = request.substring(idEnd - PAIR_DIGITS, idEnd);
            Cut other = waiting.putIfAbsent(pair, this);
            if (other != null) {
                waiting.remove(pair);
                peer = other.self;
                other.peer = self;
            }
            var _ = self.write(ByteBufUtil.writeAscii(self.alloc(), ANSWER));
            var _ = self.writeAndFlush(Unpooled.wrappedBuffer(GREETING));
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable gone) {
            var _ = ctx.close();
        }
    }
}
