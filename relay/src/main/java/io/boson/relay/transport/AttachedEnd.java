package io.boson.relay.transport;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.SessionQuota;
import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.Endpoint;
import io.boson.relay.wire.Dialect;
import io.boson.relay.wire.RelayFrame;
import io.boson.relay.wire.Train;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A connection from its attachment to its end: it takes the packets that are meant for its peer,
/// reads those that come from it, gives signs of life, and tells what it has carried. Everything
/// but [Endpoint]'s methods runs on the connection's loop.
final class AttachedEnd implements Endpoint<Train> {

    private static final String PATH = "/relay/";

    private final Granted end;
    private final Station station;
    private final RelayConnection socket;
    private final Outflow outflow;
    private final FrameIntake intake;
    private final Pulse pulse;

    /// @param loop the connection's, for good
    AttachedEnd(
            Granted end,
            Station station,
            RelayConnection socket,
            Outflow outflow,
            Dialect dialect,
            EventLoop loop) {
        this.end = end;
        this.station = station;
        this.socket = socket;
        this.outflow = outflow;
        this.intake = new FrameIntake(end, station, outflow, dialect, loop.ticker(), this::close);
        this.pulse =
                new Pulse(
                        loop.ticker(),
                        station.config().heartbeatInterval(),
                        this::beat,
                        () -> close(DetachReason.SILENT));
    }

    @Override
    public ConnectionId connection() {
        return socket.id();
    }

    @Override
    public void deliver(SessionId session, Train packets) {
        if (end instanceof ClientEnd) {
            SessionQuota quota = station.allowances().quotas().find(session);
            if (quota.isSpent()) {
                station.tally().dropped(DropReason.QUOTA, packets.packets());
                packets.release();
                return;
            }
            quota.count(packets.bytes());
        }
        outflow.offer(session, packets);
    }

    @Override
    public void tellEnded(SessionId session) {
        say(new RelayFrame.SessionEnded(session));
    }

    @Override
    public void tellDraining(Granted told, Instant until) {
        say(new RelayFrame.Drain(wireId(told), told.node(), until));
    }

    @Override
    public void close(DetachReason reason) {
        socket.close(reason);
    }

    /// What it had taken before it was refused after all.
    void giveUp() {
        station.allowances().budgets().leave(end);
    }

    void begin(EventLoop loop, InetSocketAddress remote) {
        station.tally().attached(end);
        pulse.start(loop);
        switch (end) {
            case ClientEnd client ->
                    outflow.meter()
                            .tell(
                                    loop,
                                    since ->
                                            station.switchboard()
                                                    .used(client, this, remote, since));
            case NodeEnd _ -> {
                // What a node carries is what its sessions' clients do.
            }
        }
    }

    void end(DetachReason reason) {
        pulse.stop();
        station.tally().detached(end);
        station.allowances().budgets().leave(end);
        outflow.meter().stop();
        station.switchboard().detach(end, this, reason, outflow.meter().total());
    }

    void binary(ByteBuf buffer, int at, int length) {
        intake.binary(buffer, at, length);
    }

    void endOfBuffer() {
        intake.endOfBuffer();
    }

    void text(ByteBuf content) {
        intake.text(content);
    }

    void ping(ByteBuf content) {
        outflow.pongIfRoom(content);
    }

    void heard() {
        pulse.heard();
    }

    /// When and where to come back.
    RelayFrame.Reconnect wayBack(long afterMs, Optional<String> relay) {
        UUID id = wireId(end);
        return new RelayFrame.Reconnect(id, afterMs, relay.map(url -> url + PATH + id));
    }

    private void beat() {
        long millis = station.clock().instant().toEpochMilli();
        outflow.noticeIfRoom(new RelayFrame.Beat(wireId(end), millis));
        // Browsers answer a ping by themselves and send nothing else on their own.
        outflow.pingIfRoom();
    }

    private void say(RelayFrame.Notice notice) {
        if (!outflow.notice(notice)) {
            close(DetachReason.TOO_SLOW);
        }
    }

    static UUID wireId(Granted end) {
        return switch (end) {
            case ClientEnd(var session, _, _) -> session.value();
            case NodeEnd(var node) -> node.value();
        };
    }
}
