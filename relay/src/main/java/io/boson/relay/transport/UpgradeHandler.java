package io.boson.relay.transport;

import io.boson.relay.AttachRequest;
import io.boson.relay.ConnectionId;
import io.boson.relay.websocket.FrameParser;
import io.boson.relay.wire.Dialect;
import io.boson.relay.wire.RelayFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.util.ReferenceCountUtil;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Answers the one HTTP request of a socket, by a deadline. Every valid upgrade succeeds whatever
/// its path: only a close frame can tell a WebSocket client why it was refused.
final class UpgradeHandler extends ChannelInboundHandlerAdapter {

    private static final int KEY_BYTES = 16;

    private final Station station;
    private final Sockets.Welcome welcome;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean answered;

    UpgradeHandler(Station station, Sockets.Welcome welcome) {
        this.station = station;
        this.welcome = welcome;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        long nanos = station.config().handshakes().timeout().toNanos();
        deadline = ctx.executor().schedule(() -> late(ctx), nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        if (msg instanceof ByteBuf early) {
            early(ctx, early);
            return;
        }
        try {
            if (msg instanceof FullHttpRequest request && !answered) {
                answered = true;
                answer(ctx, request);
            }
        } finally {
            ReferenceCountUtil.release(msg);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        station.tally().handshakeFailed(HandshakeFault.MALFORMED);
        var _ = ctx.close();
    }

    private void answer(ChannelHandlerContext ctx, FullHttpRequest request) {
        if (welcome == Sockets.Welcome.FULL) {
            refuse(ctx, HttpRefusal.FULL);
        } else if (request.decoderResult().isFailure()) {
            refuse(ctx, HttpRefusal.MALFORMED);
        } else if (!isUpgrade(request)) {
            refuse(ctx, HttpRefusal.NOT_A_WEBSOCKET);
        } else if (!station.ramp().admits(ctx.executor().ticker().nanoTime())) {
            refuse(ctx, HttpRefusal.HURRIED);
        } else {
            upgrade(ctx, request);
        }
    }

    private void refuse(ChannelHandlerContext ctx, HttpRefusal refusal) {
        station.tally().handshakeFailed(refusal.fault());
        var _ =
                ctx.writeAndFlush(refusal.response(station.ramp().retryAfterSeconds(), ctx.alloc()))
                        .addListener(ChannelFutureListener.CLOSE);
    }

    /// RFC 6455 section 4.2.1.
    private static boolean isUpgrade(FullHttpRequest request) {
        HttpHeaders headers = request.headers();
        return request.method().equals(HttpMethod.GET)
                && headers.containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE, true)
                && headers.containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && "13".equals(headers.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
                && isKey(headers.getAll(HttpHeaderNames.SEC_WEBSOCKET_KEY));
    }

    private static boolean isKey(List<String> values) {
        if (values.size() != 1) {
            return false;
        }
        try {
            return Base64.getDecoder().decode(values.getFirst().trim()).length == KEY_BYTES;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private void upgrade(ChannelHandlerContext ctx, FullHttpRequest request) {
        Gate gate = new Gate(station.config().handshakes().heldBytesMax());
        Dialect dialect = Handshake.dialect(request.headers());
        RelayConnection connection =
                new RelayConnection(
                        station, new ConnectionId(station.ids().get()), dialect, ctx.channel());
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addBefore(RelayPipeline.HTTP, "gate", gate);
        pipeline.addLast(new FrameParser(connection, RelayFrame.BYTES_MAX), connection);
        var _ =
                ctx.writeAndFlush(Handshake.accept(request, dialect, ctx.alloc()))
                        .addListener(done -> upgraded(ctx, done.isSuccess()));
        switch (RelayPath.parse(request.uri())) {
            case RelayPath.Bad(var reason) -> connection.refuse(reason);
            case RelayPath.Id(var id) ->
                    connection.ask(
                            new AttachRequest(id, BearerToken.of(request.headers()), remote(ctx)));
        }
    }

    private void upgraded(ChannelHandlerContext ctx, boolean answered) {
        if (!answered) {
            var _ = ctx.close();
        } else if (!ctx.isRemoved()) {
            // In this order, so that this sees what the HTTP codec has read too much.
            ctx.pipeline().remove(RelayPipeline.HTTP);
            ctx.pipeline().remove(HttpObjectAggregator.class);
            ctx.pipeline().remove(this);
        }
    }

    private static InetSocketAddress remote(ChannelHandlerContext ctx) {
        return ctx.channel().remoteAddress() instanceof InetSocketAddress address
                ? address
                : InetSocketAddress.createUnresolved("unknown", 0);
    }

    /// Frames in the same segment as the request: the HTTP codec hands them on as it leaves.
    private static void early(ChannelHandlerContext ctx, ByteBuf bytes) throws Exception {
        ChannelHandlerContext gate = ctx.pipeline().context(Gate.class);
        if (gate == null) {
            bytes.release();
        } else {
            ((Gate) gate.handler()).channelRead(gate, bytes);
        }
    }

    private void late(ChannelHandlerContext ctx) {
        station.tally().handshakeFailed(HandshakeFault.TIMED_OUT);
        var _ = ctx.close();
    }
}
