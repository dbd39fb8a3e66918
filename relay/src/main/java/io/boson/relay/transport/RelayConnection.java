package io.boson.relay.transport;

import io.boson.relay.Admission;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.AttachRequest;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.RefusalReason;
import io.boson.relay.forward.Switchboard;
import io.boson.relay.websocket.FrameSink;
import io.boson.relay.websocket.ProtocolFault;
import io.boson.relay.wire.CloseReason;
import io.boson.relay.wire.Dialect;
import io.boson.relay.wire.FrameWriter.Toward;
import io.boson.relay.wire.RelayFrame;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket: awaits admission, is attached ([AttachedEnd]), closes. Everything but
/// [#close(DetachReason)], [#leave] and [#queuedBytes] runs on the channel's own loop.
final class RelayConnection extends ChannelInboundHandlerAdapter implements FrameSink {

    private static final Logger LOG = LoggerFactory.getLogger(RelayConnection.class);

    private sealed interface Stage {

        record Upgraded() implements Stage {}

        /// @param patience ends the waiting
        record Admitting(InetSocketAddress remote, Switchboard.Ticket ticket, Future<?> patience)
                implements Stage {}

        record Attached(AttachedEnd end) implements Stage {}

        record Closing() implements Stage {}
    }

    private static final Stage UPGRADED = new Stage.Upgraded();
    private static final Stage CLOSING = new Stage.Closing();

    private final Station station;
    private final ConnectionId id;
    private final Dialect dialect;
    private final Channel channel;
    private final Outflow outflow;
    private Stage stage = UPGRADED;

    RelayConnection(Station station, ConnectionId id, Dialect dialect, Channel channel) {
        this.station = station;
        this.id = id;
        this.dialect = dialect;
        this.channel = channel;
        this.outflow = new Outflow(channel, station.config().sending(), station.tally());
    }

    ConnectionId id() {
        return id;
    }

    /// Empty before and after.
    Optional<AttachedEnd> attached() {
        return stage instanceof Stage.Attached(var end) ? Optional.of(end) : Optional.empty();
    }

    long queuedBytes() {
        return outflow.queuedBytes();
    }

    void close(DetachReason reason) {
        // Never at once: the caller may be a listener that is just being told of the attachment.
        onLoop(() -> end(Ending.of(reason)));
    }

    /// Tells the peer when and where to come back, and closes.
    void leave(long reconnectAfterMs, Optional<String> relay) {
        onLoop(
                () -> {
                    Ending ending = Ending.of(DetachReason.SERVER_STOPPING);
                    end(
                            stage instanceof Stage.Attached(var attached)
                                    ? ending.saying(attached.wayBack(reconnectAfterMs, relay))
                                    : ending);
                });
    }

    /// Asks who this is; gives up waiting after a while.
    void ask(AttachRequest request) {
        if (!(stage instanceof Stage.Upgraded)) {
            return;
        }
        Admission late = new Admission.Refused(RefusalReason.TRY_AGAIN_LATER);
        Future<?> patience =
                after(
                        station.config().handshakes().admissionTimeout().toNanos(),
                        () -> answered(late));
        stage = new Stage.Admitting(request.remote(), station.switchboard().ticket(), patience);
        station.desk().ask(request, answer -> onLoop(() -> answered(answer)));
    }

    void refuse(RefusalReason reason) {
        switch (stage) {
            case Stage.Upgraded _, Stage.Admitting _ -> {
                station.tally().refused(reason);
                closing(
                        outflow.finish(List.of(), CloseReason.of(reason)),
                        ChannelFutureListener.CLOSE_ON_FAILURE);
                openGate();
            }
            case Stage.Attached _, Stage.Closing _ -> {}
        }
    }

    private void answered(Admission answer) {
        if (stage instanceof Stage.Admitting waiting) {
            waiting.patience().cancel(false);
            switch (answer) {
                case Admission.Refused(var reason) -> refuse(reason);
                case Granted end ->
                        HomeLoop.enter(
                                channel,
                                end.node(),
                                () -> attach(end),
                                () -> lost(DetachReason.CONNECTION_LOST));
            }
        }
    }

    private void attach(Granted end) {
        if (!(stage instanceof Stage.Admitting(var remote, var ticket, _))) {
            return;
        }
        outflow.toward(
                switch (end) {
                    case ClientEnd _ -> Toward.CLIENT;
                    case NodeEnd _ -> Toward.NODE;
                },
                dialect);
        AttachedEnd attached =
                new AttachedEnd(end, station, this, outflow, dialect, channel.eventLoop());
        switch (station.switchboard().attach(end, attached, ticket)) {
            case Admission.Refused(var reason) -> {
                attached.giveUp();
                refuse(reason);
            }
            case Granted _ -> {
                // The first frame: what others have sent here since waits for this loop.
                outflow.greet(new RelayFrame.Connected(AttachedEnd.wireId(end)));
                stage = new Stage.Attached(attached);
                attached.begin(channel.eventLoop(), remote);
                openGate();
            }
        }
    }

    @Override
    public void binary(ByteBuf buffer, int at, int length) {
        if (stage instanceof Stage.Attached(var end)) {
            end.binary(buffer, at, length);
        }
    }

    @Override
    public void endOfBuffer() {
        if (stage instanceof Stage.Attached(var end)) {
            end.endOfBuffer();
        }
    }

    @Override
    public void text(ByteBuf content) {
        if (stage instanceof Stage.Attached(var end)) {
            end.text(content);
        }
    }

    @Override
    public void ping(ByteBuf content) {
        if (stage instanceof Stage.Attached(var end)) {
            end.ping(content);
        }
    }

    @Override
    public void pong() {
        // That it was heard is all there is to it.
    }

    @Override
    public void close(int code) {
        switch (stage) {
            case Stage.Upgraded _, Stage.Admitting _, Stage.Attached _ ->
                    end(Ending.answering(code));
            case Stage.Closing _ -> hangUp();
        }
    }

    @Override
    public void fault(ProtocolFault fault) {
        end(Ending.of(fault));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        if (stage instanceof Stage.Attached(var end)) {
            end.heard();
        }
        ctx.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext ctx) {
        if (channel.isWritable()) {
            outflow.wake();
        }
        ctx.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        lost(DetachReason.CONNECTION_LOST);
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        switch (cause) {
            // The first is TLS's, whose errors come wrapped: the records make no sense any more.
            case DecoderException _ -> lost(DetachReason.CONNECTION_LOST);
            case IOException _ -> lost(DetachReason.CONNECTION_LOST);
            default -> {
                LOG.error("relay connection {} failed", id, cause);
                lost(DetachReason.INTERNAL_ERROR);
            }
        }
        hangUp();
    }

    /// There is nobody left to tell.
    private void lost(DetachReason reason) {
        Stage last = stage;
        stage = CLOSING;
        outflow.discard();
        if (last instanceof Stage.Attached(var end)) {
            end.end(reason);
        }
    }

    private void end(Ending ending) {
        Stage last = stage;
        if (last instanceof Stage.Closing) {
            return;
        }
        closing(
                outflow.finish(ending.lastWords(), ending.close()),
                // Both close frames are out: RFC 6455 section 7.1.1 lets the server hang up first.
                ending.peerIsDone()
                        ? ChannelFutureListener.CLOSE
                        : ChannelFutureListener.CLOSE_ON_FAILURE);
        switch (last) {
            case Stage.Attached(var end) -> end.end(ending.reason());
            case Stage.Upgraded _, Stage.Admitting _ -> openGate();
            case Stage.Closing _ -> {}
        }
    }

    /// A peer that does not read, or does not answer, must not keep its socket for ever.
    private void closing(ChannelFuture closeFrame, ChannelFutureListener then) {
        stage = CLOSING;
        var timeout = after(station.config().closeTimeout().toNanos(), this::hangUp);
        var _ = channel.closeFuture().addListener(_ -> timeout.cancel(false));
        var _ = closeFrame.addListener(then);
    }

    private void openGate() {
        ChannelHandlerContext gate = channel.pipeline().context(Gate.class);
        if (gate != null) {
            ((Gate) gate.handler()).open(gate);
        }
    }

    private void hangUp() {
        var _ = channel.close();
    }

    private Future<?> after(long nanos, Runnable task) {
        return channel.eventLoop().schedule(task, nanos, TimeUnit.NANOSECONDS);
    }

    private void onLoop(Runnable task) {
        try {
            HomeLoop.run(channel, task);
        } catch (RejectedExecutionException stopped) {
            LOG.debug("relay connection {} outlived its event loop", id);
        }
    }
}
