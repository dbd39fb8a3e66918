package io.boson.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.events.node.NodeId;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

@ParameterizedClass
@MethodSource("transports")
class HomeLoopTest {

    private static final int LOOPS = 3;

    private final EventLoopGroup loops;
    private final Channel listening;
    private final BlockingQueue<Channel> accepted = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> moves = new LinkedBlockingQueue<>();

    HomeLoopTest(Transport transport) {
        loops = new MultiThreadIoEventLoopGroup(LOOPS, transport.io());
        listening =
                transport
                        .bootstrap()
                        .group(loops)
                        .childHandler(
                                new ChannelInitializer<>() {
                                    @Override
                                    protected void initChannel(Channel socket) {
                                        socket.pipeline().addLast(new Ear());
                                        accepted.add(socket);
                                    }
                                })
                        .bind(InetAddress.getLoopbackAddress(), 0)
                        .syncUninterruptibly()
                        .channel();
    }

    static List<Transport> transports() {
        return List.of(Transport.best(), Transport.nio());
    }

    @AfterEach
    void stop() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void socketsOfOneNodeHaveOneHomeWhereverTheyBegan() throws Exception {
        try (Socket first = connect();
                Socket second = connect()) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            Channel one = accepted.take();
            Channel other = accepted.take();
            assertThat(one.eventLoop()).isNotSameAs(other.eventLoop());

            Set<EventLoop> homes = new HashSet<>();
            for (int i = 0; i < 64; i++) {
                NodeId node = new NodeId(new UUID(0x4000, i));
                assertThat(HomeLoop.of(node, one)).isSameAs(HomeLoop.of(node, other));
                homes.add(HomeLoop.of(node, one));
            }
            assertThat(homes).hasSize(LOOPS);
        }
    }

    @Test
    void whatComesBeforeAndAfterTheMoveIsHeardOnceAndInOrder() throws Exception {
        try (Socket peer = connect()) {
            Channel socket = accepted.take();
            say(peer, "a");
            assertThat(heard.take()).isEqualTo("a");
            EventLoop home = otherThan(socket.eventLoop());

            socket.eventLoop()
                    .execute(
                            () -> {
                                say(peer, "b");
                                HomeLoop.move(
                                        socket,
                                        home,
                                        moved -> moves.add("moved " + moved + here(home)));
                            });

            assertThat(moves.take()).isEqualTo("moved true home");
            assertThat(heard.take()).isEqualTo("b");
            say(peer, "c");
            assertThat(heard.take()).isEqualTo("c");
            assertThat(socket.eventLoop()).isSameAs(home);
        }
        await().until(() -> "gone".equals(heard.poll()));
    }

    @Test
    void whoIsGoneDoesNotMove() throws Exception {
        try (Socket peer = connect()) {
            assertThat(peer.isConnected()).isTrue();
            Channel socket = accepted.take();
            EventLoop home = otherThan(socket.eventLoop());
            socket.close().syncUninterruptibly();
            assertThat(heard.take()).isEqualTo("gone");

            socket.eventLoop()
                    .execute(
                            () ->
                                    HomeLoop.move(
                                            socket, home, moved -> moves.add("moved " + moved)));

            assertThat(moves.take()).isEqualTo("moved false");
        }
    }

    @Test
    void whoIsGoneOnTheWayIsLost() throws Exception {
        try (Socket peer = connect()) {
            assertThat(peer.isConnected()).isTrue();
            Channel socket = accepted.take();
            NodeId node = livingElsewhere(socket);
            socket.close().syncUninterruptibly();

            socket.eventLoop()
                    .execute(
                            () ->
                                    HomeLoop.enter(
                                            socket,
                                            node,
                                            () -> moves.add("there"),
                                            () -> moves.add("lost")));

            assertThat(moves.take()).isEqualTo("lost");
        }
    }

    private static NodeId livingElsewhere(Channel socket) {
        for (int i = 0; ; i++) {
            NodeId node = new NodeId(new UUID(0x4000, i));
            if (HomeLoop.of(node, socket) != socket.eventLoop()) {
                return node;
            }
        }
    }

    private static String here(EventLoop home) {
        return home.inEventLoop() ? " home" : " elsewhere";
    }

    private EventLoop otherThan(EventLoop loop) {
        for (EventExecutor each : loops) {
            if (each != loop) {
                return (EventLoop) each;
            }
        }
        throw new AssertionError("one loop");
    }

    private Socket connect() throws IOException {
        InetSocketAddress address = (InetSocketAddress) listening.localAddress();
        return new Socket(address.getAddress(), address.getPort());
    }

    private static void say(Socket peer, String word) {
        try {
            peer.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException broken) {
            throw new AssertionError(broken);
        }
    }

    private final class Ear extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object msg) {
            ByteBuf bytes = (ByteBuf) msg;
            heard.add(
                    bytes.toString(StandardCharsets.US_ASCII)
                            + (ctx.channel().eventLoop().inEventLoop()
                                    ? ""
                                    : " on a foreign loop"));
            bytes.release();
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            heard.add("gone");
        }
    }
}
