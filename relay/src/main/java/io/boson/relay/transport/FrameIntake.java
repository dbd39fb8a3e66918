package io.boson.relay.transport;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.Granted;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.DetachReason;
import io.boson.relay.SessionQuota;
import io.boson.relay.forward.DropReason;
import io.boson.relay.forward.SenderBudget;
import io.boson.relay.forward.SessionQuotas;
import io.boson.relay.forward.Switchboard;
import io.boson.relay.wire.BinaryFrame;
import io.boson.relay.wire.Dialect;
import io.boson.relay.wire.FrameFault;
import io.boson.relay.wire.FrameReader;
import io.boson.relay.wire.PacketForm;
import io.boson.relay.wire.RelayFrame;
import io.boson.relay.wire.RelayFrame.Subject;
import io.boson.relay.wire.Train;
import io.boson.relay.wire.TrainYard;
import io.netty.buffer.ByteBuf;
import io.netty.util.concurrent.Ticker;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// What follows from the frames of one attached connection.
///
/// - A client's packet goes to its node, whatever session its frame names.
/// - A node's packet goes to the client it names, if that client is the node's; a packet that
///   names none goes to the node's only client.
/// - `disconnect` closes the sender's own socket; the session lives on until the API ends it. From
///   a node that names one of its sessions it closes that client's socket instead.
/// - `connect` is what the greeting has answered already; a heartbeat is never answered, or two
///   honest ends would answer each other for ever.
final class FrameIntake {

    private static final Subject UNNAMED = new Subject.Unnamed();

    private final Granted end;
    private final Switchboard<Train> switchboard;
    private final Tally tally;
    private final Outflow outflow;
    private final Dialect dialect;
    private final TrainYard yard = new TrainYard(this::depart);
    private Subject loading = UNNAMED;
    private final int faultsPerMinuteMax;
    private final SenderBudget rate;
    private final SessionQuotas quotas;
    private final Ticker ticker;
    private final Consumer<DetachReason> close;

    /// Of most peers there is never anything to hold against them.
    private @Nullable ErrorBudget errors;

    FrameIntake(
            Granted end,
            Station station,
            Outflow outflow,
            Dialect dialect,
            Ticker ticker,
            Consumer<DetachReason> close) {
        this.end = end;
        this.switchboard = station.switchboard();
        this.tally = station.tally();
        this.outflow = outflow;
        this.dialect = dialect;
        this.faultsPerMinuteMax = station.config().faultsPerMinuteMax();
        this.rate = station.allowances().budgets().enter(end, ticker.nanoTime());
        this.quotas = station.allowances().quotas();
        this.ticker = ticker;
        this.close = close;
    }

    /// As [io.boson.relay.websocket.FrameSink#binary].
    void binary(ByteBuf buffer, int at, int length) {
        switch (dialect) {
            case ORIGINAL -> original(buffer, at, length);
            case V1 -> {
                switch (end) {
                    case ClientEnd _ -> load(UNNAMED, buffer, at, length);
                    case NodeEnd _ -> channel(buffer, at, length);
                }
            }
        }
    }

    private void channel(ByteBuf buffer, int at, int length) {
        if (length < Dialect.CHANNEL_BYTES) {
            unreadable(FrameFault.BAD_CHANNEL);
            return;
        }
        Optional<SessionId> session = outflow.session(buffer.getInt(at));
        if (session.isPresent()) {
            load(
                    new Subject.Named(session.get()),
                    buffer,
                    at + Dialect.CHANNEL_BYTES,
                    length - Dialect.CHANNEL_BYTES);
        } else {
            tally.dropped(DropReason.UNKNOWN_SESSION, 1);
            explain(DropReason.UNKNOWN_SESSION);
        }
    }

    private void load(Subject subject, ByteBuf buffer, int at, int length) {
        if (length == 0) {
            tally.dropped(DropReason.EMPTY, 1);
            return;
        }
        if (!subject.equals(loading)) {
            endOfBuffer();
            loading = subject;
        }
        yard.add(buffer, at, length, outflow.buffers());
    }

    private void depart(Train train) {
        forward(loading, train);
    }

    private void original(ByteBuf buffer, int at, int length) {
        switch (BinaryFrame.of(buffer, at, length)) {
            case PACKET -> {
                outflow.spoken(PacketForm.RAW);
                load(UNNAMED, buffer, at, length);
            }
            case BATCH -> {
                endOfBuffer();
                outflow.spoken(PacketForm.RAW);
                if (!BinaryFrame.unpack(buffer, at, length, packet -> forward(UNNAMED, packet))) {
                    unreadable(FrameFault.BAD_BATCH);
                }
            }
            case JSON -> text(buffer.slice(at, length));
        }
    }

    /// What has come so far goes on its way.
    void endOfBuffer() {
        yard.depart(outflow.buffers());
    }

    void text(ByteBuf content) {
        endOfBuffer();
        switch (FrameReader.read(content)) {
            case RelayFrame.Data(var subject, var form, var packet) -> {
                if (dialect == Dialect.V1) {
                    unreadable(FrameFault.DATA_AS_TEXT);
                } else {
                    outflow.spoken(form);
                    forward(subject, packet);
                }
                packet.release();
            }
            case RelayFrame.Disconnect(var subject) -> disconnect(subject);
            case RelayFrame.Ping() -> outflow.noticeIfRoom(new RelayFrame.PongBack());
            case RelayFrame.Unreadable(var fault) -> unreadable(fault);
            case RelayFrame.Connect _, RelayFrame.Heartbeat _, RelayFrame.Pong _ -> {
                // That something was heard is all there is to it, and the connection knows.
            }
        }
    }

    /// The packet stays the caller's.
    private void forward(Subject subject, ByteBuf packet) {
        if (packet.isReadable()) {
            forward(subject, Train.of(packet, outflow.buffers()));
        } else {
            tally.dropped(DropReason.EMPTY, 1);
        }
    }

    private void forward(Subject subject, Train train) {
        outflow.meter().received(train.packets(), train.bytes());
        if (!rate.take(train.packets(), train.bytes(), ticker.nanoTime())) {
            train.release();
            tally.dropped(DropReason.RATE_LIMITED, train.packets());
            return;
        }
        Optional<DropReason> drop =
                switch (end) {
                    case ClientEnd client -> withinQuota(client, train);
                    case NodeEnd node ->
                            switch (subject) {
                                case Subject.Unnamed() -> switchboard.toOnlyClient(node, train);
                                case Subject.Named(var session) ->
                                        switchboard.toClient(node, session, train);
                            };
                };
        if (drop.isPresent()) {
            train.release();
            tally.dropped(drop.get(), train.packets());
            explain(drop.get());
        }
    }

    private Optional<DropReason> withinQuota(ClientEnd client, Train train) {
        SessionQuota quota = quotas.find(client.session());
        if (quota.isSpent()) {
            return Optional.of(DropReason.QUOTA);
        }
        quota.count(train.bytes());
        return switchboard.toNode(client, train);
    }

    private void disconnect(Subject subject) {
        switch (end) {
            case ClientEnd _ -> close.accept(DetachReason.DISCONNECTED);
            case NodeEnd node -> {
                switch (subject) {
                    case Subject.Named(var session)
                            when !session.value().equals(node.node().value()) ->
                            switchboard.disconnectClient(node, session).ifPresent(this::explain);
                    case Subject.Named _, Subject.Unnamed _ ->
                            close.accept(DetachReason.DISCONNECTED);
                }
            }
        }
    }

    private void unreadable(FrameFault fault) {
        tally.unreadable(fault);
        if (errors().exhaustedBy(ticker.nanoTime())) {
            close.accept(DetachReason.TOO_MANY_ERRORS);
        } else {
            complain(fault.text());
        }
    }

    /// Mistakes are told; that a peer is away or slow is nobody's mistake. Somebody else's session
    /// looks like one that does not exist.
    private void explain(DropReason reason) {
        switch (reason) {
            case UNKNOWN_SESSION, FOREIGN_SESSION -> complain("Unknown session");
            case AMBIGUOUS_SESSION -> complain("Frame names no session, and there are several");
            case PEER_ABSENT, RATE_LIMITED, QUOTA, QUEUE_FULL, TOO_OLD, CLOSING, EMPTY -> {}
        }
    }

    private void complain(String text) {
        if (errors().mayAnswer(ticker.nanoTime())) {
            outflow.noticeIfRoom(new RelayFrame.Complaint(text));
        }
    }

    private ErrorBudget errors() {
        ErrorBudget known = errors;
        if (known == null) {
            known = new ErrorBudget(faultsPerMinuteMax, ticker.nanoTime());
            errors = known;
        }
        return known;
    }
}
