package io.boson.relay.transport;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.AttachRequest;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.RefusalReason;
import io.boson.relay.Traffic;
import io.boson.relay.forward.Endpoint;
import io.boson.relay.forward.Switchboard;
import io.boson.relay.websocket.FrameSink;
import io.boson.relay.websocket.ProtocolFault;
import io.boson.relay.wire.CloseReason;
import io.boson.relay.wire.Dialect;
import io.boson.relay.wire.FrameWriter.Toward;
import io.boson.relay.wire.RelayFrame;
import io.boson.relay.wire.Train;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One WebSocket: awaits admission, is attached, closes. Everything but [Endpoint]'s methods and
/// [#leave] runs on the channel's own loop.
final class RelayConnection extends ChannelInboundHandlerAdapter
        implements Endpoint<Train>, FrameSink {

    private static final Logger LOG = LoggerFactory.getLogger(RelayConnection.class);
    private static final String PATH = "/relay/";

    private sealed interface Stage {

        record Admitting(Switchboard.Ticket ticket) implements Stage {}

        record Attached(Granted end, FrameIntake intake, UsageMeter meter) implements Stage {}

        record Closing() implements Stage {}
    }

    private final Station station;
    private final ConnectionId id;
    private final Dialect dialect;
    private final Channel channel;
    private final Outflow outflow;
    private final Pulse pulse;
    private InetSocketAddress remote = InetSocketAddress.createUnresolved("unknown", 0);
    private Stage stage;
    private Optional<Future<?>> patience = Optional.empty();

    RelayConnection(Station station, ConnectionId id, Dialect dialect, Channel channel) {
        this.station = station;
        this.id = id;
        this.dialect = dialect;
        this.channel = channel;
        this.outflow = new Outflow(channel, station.config().sending(), station.tally());
        this.pulse =
                new Pulse(
                        channel.eventLoop().ticker(),
                        station.config().heartbeatInterval(),
                        this::beat,
                        () -> close(DetachReason.SILENT));
        this.stage = new Stage.Admitting(station.switchboard().ticket());
    }

    @Override
    public ConnectionId connection() {
        return id;
    }

    @Override
    public void deliver(SessionId session, Train packets) {
        outflow.offer(new RelayFrame.Packets(session, packets));
    }

    @Override
    public void tellEnded(SessionId session) {
        if (!outflow.notice(new RelayFrame.SessionEnded(session))) {
            close(DetachReason.TOO_SLOW);
        }
    }

    @Override
    public void tellDraining(Granted end, Instant until) {
        if (!outflow.notice(new RelayFrame.Drain(wireId(end), end.node(), until))) {
            close(DetachReason.TOO_SLOW);
        }
    }

    @Override
    public void close(DetachReason reason) {
        // Never at once: the caller may be a listener that is just being told of the attachment.
        onLoop(() -> end(Ending.of(reason)));
    }

    /// Tells the peer when and where to come back, and closes.
    void leave(long reconnectAfterMs, Optional<String> relay) {
        onLoop(
                () -> {
                    Ending ending = Ending.of(DetachReason.SERVER_STOPPING);
                    end(
                            stage instanceof Stage.Attached(var end, _, _)
                                    ? ending.saying(
                                            new RelayFrame.Reconnect(
                                                    wireId(end),
                                                    reconnectAfterMs,
                                                    relay.map(url -> url + PATH + wireId(end))))
                                    : ending);
                });
    }

    long queuedBytes() {
        return outflow.queuedBytes();
    }

    /// Asks who this is; gives up waiting after a while.
    void ask(AttachRequest request) {
        remote = request.remote();
        patience =
                Optional.of(
                        after(
                                station.config().handshakes().admissionTimeout().toNanos(),
                                () ->
                                        answered(
                                                new Admission.Refused(
                                                        RefusalReason.TRY_AGAIN_LATER))));
        station.desk().ask(request, answer -> onLoop(() -> answered(answer)));
    }

    void refuse(RefusalReason reason) {
        if (stage instanceof Stage.Admitting) {
            station.tally().refused(reason);
            // The greeting, if it is queued already.
            outflow.discard();
            closing(
                    outflow.finish(List.of(), CloseReason.of(reason)),
                    ChannelFutureListener.CLOSE_ON_FAILURE);
            openGate();
        }
    }

    private void answered(Admission answer) {
        if (stage instanceof Stage.Admitting) {
            patience.ifPresent(timeout -> timeout.cancel(false));
            switch (answer) {
                case Admission.Refused(var reason) -> refuse(reason);
                case Granted end ->
                        HomeLoop.enter(
                                channel,
                                end.node(),
                                () -> admitted(end),
                                () -> lost(DetachReason.CONNECTION_LOST));
            }
        }
    }

    private void admitted(Granted end) {
        if (stage instanceof Stage.Admitting(var ticket)) {
            attach(end, ticket);
        }
    }

    private void attach(Granted end, Switchboard.Ticket ticket) {
        outflow.toward(
                switch (end) {
                    case ClientEnd _ -> Toward.CLIENT;
                    case NodeEnd _ -> Toward.NODE;
                },
                dialect);
        // Queued before anybody else can send here, so that it is the first frame.
        outflow.notice(new RelayFrame.Connected(wireId(end)));
        switch (station.switchboard().attach(end, this, ticket)) {
            case Admission.Refused(var reason) -> refuse(reason);
            case Granted granted -> {
                station.tally().attached(granted);
                FrameIntake intake =
                        new FrameIntake(
                                granted,
                                station,
                                outflow,
                                dialect,
                                channel.eventLoop().ticker(),
                                this::close);
                UsageMeter meter =
                        new UsageMeter(() -> total(intake), since -> used(granted, since));
                stage = new Stage.Attached(granted, intake, meter);
                pulse.start(channel.eventLoop());
                meter.start(channel.eventLoop());
                openGate();
            }
        }
    }

    private void used(Granted end, Traffic since) {
        switch (end) {
            case ClientEnd client -> station.switchboard().used(client, this, remote, since);
            case NodeEnd _ -> {
                // What a node carries is what its sessions' clients do.
            }
        }
    }

    private Traffic total(FrameIntake intake) {
        return new Traffic(intake.packets(), intake.bytes(), outflow.packets(), outflow.bytes());
    }

    private void beat() {
        if (stage instanceof Stage.Attached attached) {
            long millis = station.clock().instant().toEpochMilli();
            outflow.noticeIfRoom(new RelayFrame.Beat(wireId(attached.end()), millis));
            // Browsers answer a ping by themselves and send nothing else on their own.
            outflow.pingIfRoom();
        }
    }

    @Override
    public void binary(ByteBuf buffer, int at, int length) {
        if (stage instanceof Stage.Attached(_, var intake, _)) {
            intake.binary(buffer, at, length);
        }
    }

    @Override
    public void endOfBuffer() {
        if (stage instanceof Stage.Attached(_, var intake, _)) {
            intake.endOfBuffer();
        }
    }

    @Override
    public void text(ByteBuf content) {
        if (stage instanceof Stage.Attached(_, var intake, _)) {
            intake.text(content);
        }
    }

    @Override
    public void ping(ByteBuf content) {
        if (stage instanceof Stage.Attached) {
            outflow.pongIfRoom(content);
        }
    }

    @Override
    public void pong() {
        // That it was heard is all there is to it.
    }

    @Override
    public void close(int code) {
        switch (stage) {
            case Stage.Attached _, Stage.Admitting _ -> end(Ending.answering(code));
            case Stage.Closing _ -> hangUp();
        }
    }

    @Override
    public void fault(ProtocolFault fault) {
        end(Ending.of(fault));
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        pulse.heard();
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
            // Of TLS, whose errors come wrapped: the peer's records make no sense any more.
            case DecoderException _ -> {
                lost(DetachReason.CONNECTION_LOST);
                hangUp();
            }
            case IOException _ -> {
                lost(DetachReason.CONNECTION_LOST);
                hangUp();
            }
            default -> {
                LOG.error("relay connection {} failed", id, cause);
                lost(DetachReason.INTERNAL_ERROR);
                hangUp();
            }
        }
    }

    /// There is nobody left to tell.
    private void lost(DetachReason reason) {
        Stage last = stage;
        stage = new Stage.Closing();
        outflow.discard();
        if (last instanceof Stage.Attached attached) {
            detach(attached, reason);
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
            case Stage.Attached attached -> detach(attached, ending.reason());
            case Stage.Admitting _ -> openGate();
            case Stage.Closing _ -> {}
        }
    }

    private void detach(Stage.Attached attached, DetachReason reason) {
        pulse.stop();
        station.tally().detached(attached.end());
        attached.meter().stop();
        Traffic total = total(attached.intake());
        station.switchboard().detach(attached.end(), this, reason, total);
    }

    /// A peer that does not read, or does not answer, must not keep its socket for ever.
    private void closing(ChannelFuture closeFrame, ChannelFutureListener then) {
        stage = new Stage.Closing();
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

    private static UUID wireId(Granted end) {
        return switch (end) {
            case ClientEnd(var session, _) -> session.value();
            case NodeEnd(var node) -> node.value();
        };
    }
}
