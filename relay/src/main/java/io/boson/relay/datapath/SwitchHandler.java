package io.boson.relay.datapath;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.flow.Endpoint;
import io.boson.relay.flow.FlowTable;
import io.boson.relay.flow.PacketSwitch;
import io.boson.relay.flow.PairOutcome;
import io.boson.relay.flow.SessionTraffic;
import io.boson.relay.flow.SwitchCounts;
import io.boson.relay.flow.SwitchEvent;
import io.boson.relay.flow.SwitchListener;
import io.boson.relay.udp.DatagramBatch;
import io.boson.relay.udp.DatagramHandler;
import io.boson.relay.udp.DatagramTable;
import io.boson.relay.websocket.FrameHead;
import io.boson.relay.wire.Train;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The switch and all that belongs to its thread. Each call, in this order:
///
/// 1. errands of other threads
/// 2. datagrams that came over UDP: what goes on over UDP points at the bytes that came
/// 3. packets that came over WebSockets
/// 4. what became of sessions is told; trains depart
/// 5. once a second what has ended ends, and counts are shown; now and then a part of a flow table
///    is made
final class SwitchHandler implements DatagramHandler, SwitchListener {

    private static final Logger LOG = LoggerFactory.getLogger(SwitchHandler.class);
    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long SAVED_EVERY = Duration.ofSeconds(5).toNanos();
    private static final int EXPIRY_ROUNDS = 16;

    private final int expiriesMax;
    private final PacketSwitch relay;
    private final SocketBook book;
    private final Attachments attachments;
    private final NodeAttachments nodes;
    private final Limiting limiting;
    private final Ways ways;
    private final Intray intray;
    private final Departures departures;
    private final FlowTableWriter tables;
    private final Deque<SwitchEvent> events = new ArrayDeque<>();
    private long secondAt;
    private long savedAt;
    private volatile SwitchCounts counts;

    private long now;

    SwitchHandler(
            WireGuardRelay.Parts parts,
            Ways ways,
            Intray intray,
            Departures departures,
            FlowTableWriter tables,
            RandomGenerator random,
            long now) {
        this.expiriesMax = parts.config().limits().expiriesMax();
        this.relay = new PacketSwitch(parts.config().limits(), random, departures, this, now);
        this.book = new SocketBook(relay, departures);
        this.attachments =
                new Attachments(parts.listener(), parts.ids(), relay::traffic, book::client);
        this.nodes = new NodeAttachments(parts.listener(), parts.ids(), relay::traffic);
        this.limiting = new Limiting(parts.allowances());
        this.ways = ways;
        this.intray = intray;
        this.departures = departures;
        this.tables = tables;
        this.counts = relay.counts();
        this.now = now;
        this.secondAt = now;
        this.savedAt = now;
    }

    /// Before the thread starts.
    ///
    /// @return flows that are open again or will be when their sessions are admitted
    int restore(FlowTable table, Duration away, long at) {
        var _ = relay.restore(table, away, at);
        return table.handshakes().size();
    }

    SwitchCounts counts() {
        return counts;
    }

    @Override
    public void handle(DatagramBatch arrived, long at) {
        now = at;
        departures.at(at);
        intray.errands(this::run);
        receive(arrived);
        intray.packets(now, this::receive);
        settle();
        if (now - secondAt >= SECOND) {
            secondAt = now;
            everySecond();
        }
        departures.depart();
        if (tables.advance()) {
            intray.comeBack();
        }
    }

    /// When the thread is over, by whoever ended it: the flows are saved and their clients' ends
    /// told.
    void end() {
        tables.last(relay.flowTable(now));
        for (Carried session : List.copyOf(book.all())) {
            attachments.end(session, DetachReason.SERVER_STOPPING);
            nodes.end(session, DetachReason.SERVER_STOPPING);
        }
    }

    private void everySecond() {
        int rounds = 0;
        while (relay.expire(now) == expiriesMax && ++rounds < EXPIRY_ROUNDS) {
            // There may be more.
        }
        settle();
        attachments.tellUse();
        counts = relay.counts();
        if (now - savedAt >= SAVED_EVERY && !tables.isBusy()) {
            savedAt = now;
            tables.begin(relay.flowTableDraft(now));
        }
    }

    private void run(Errand errand) {
        switch (errand) {
            case Errand.Admit admit -> admit(admit);
            case Errand.Withdraw(var session, var reason) -> withdraw(session, reason.detach());
            case Errand.Open(var end, var endpoint) -> {
                book.open(end, endpoint, now);
                opened(end, endpoint.connection());
            }
            case Errand.Close(var end, var endpoint) -> {
                if (book.close(end, endpoint)) {
                    closed(end);
                }
            }
        }
    }

    private void opened(Whose end, ConnectionId socket) {
        switch (end) {
            case Whose.Client(var id) -> {
                Carried session = book.find(id);
                if (session != null) {
                    attachments.opened(session, socket);
                }
            }
            case Whose.Node(var node) -> nodes.opened(node);
        }
    }

    private void closed(Whose end) {
        switch (end) {
            case Whose.Client(var id) -> {
                Carried session = book.find(id);
                if (session != null) {
                    attachments.closed(session);
                }
            }
            case Whose.Node(var node) -> nodes.closed(node);
        }
    }

    private void admit(Errand.Admit admit) {
        SessionId id = admit.pair().session();
        Optional<SessionTraffic> before = relay.traffic(id);
        ClientEnd client = admit.client();
        PairOutcome outcome = relay.admit(admit.pair(), limiting.enter(client, now), now);
        switch (outcome) {
            case ADMITTED -> {
                Carried known = book.find(id);
                if (known != null) {
                    // With other keys than before.
                    end(known, DetachReason.REPLACED, before);
                }
                Ways.Way way = new Ways.Way(client.node(), now);
                book.add(new Carried(client, book.newChannel(), way), now);
                ways.put(id, way);
            }
            case UPDATED -> {
                Carried known = book.find(id);
                if (known != null) {
                    limiting.leave(known.client());
                    known.client(client);
                }
            }
            case PAIR_TAKEN, WRONG_SIDE, NODES_FULL, PAIRS_FULL -> {
                LOG.warn("Session {} has no way over UDP: {}", id, outcome);
                limiting.leave(client);
                Carried known = book.find(id);
                if (known != null) {
                    end(known, DetachReason.INTERNAL_ERROR, before);
                }
            }
        }
        settle();
    }

    private void withdraw(SessionId id, DetachReason reason) {
        Optional<SessionTraffic> total = relay.withdraw(id);
        Carried session = book.find(id);
        if (session != null) {
            end(session, reason, total);
        }
    }

    private void end(Carried session, DetachReason reason, Optional<SessionTraffic> total) {
        total.ifPresent(
                all -> {
                    attachments.end(session, reason, all.client());
                    nodes.end(session, reason, all.client());
                });
        limiting.leave(session.client());
        ways.remove(session.id());
        book.remove(session);
    }

    private void receive(DatagramBatch arrived) {
        DatagramTable from = arrived.arrivals();
        ByteBuffer bytes = arrived.bytes();
        departures.of(arrived);
        try {
            for (int row = 0; row < from.size(); row++) {
                relay.receiveUdp(
                        from.high(row),
                        from.low(row),
                        from.port(row),
                        bytes,
                        from.offset(row),
                        from.length(row),
                        now);
            }
        } finally {
            departures.of(null);
        }
    }

    private void receive(Inbound inbound) {
        Train train = inbound.train();
        Endpoint.WebSocket socket = socket(inbound);
        if (socket == null) {
            intray.strayed(train.packets());
            return;
        }
        ByteBuf frames = train.frames();
        ByteBuffer bytes = frames.nioBuffer();
        int at = 0;
        int end = frames.readableBytes();
        while (at < end) {
            int length = FrameHead.payload(frames, frames.readerIndex() + at);
            at += FrameHead.length(length);
            relay.receiveWebSocket(socket.connection(), socket.channel(), bytes, at, length, now);
            at += length;
        }
    }

    private Endpoint.@Nullable WebSocket socket(Inbound inbound) {
        Carried session =
                switch (inbound.from()) {
                    case Whose.Client(var id) -> book.find(id);
                    case Whose.Node(var node) ->
                            inbound.session().isPresent()
                                    ? book.find(inbound.session().get())
                                    : book.any(node);
                };
        return session == null ? null : book.socket(inbound.from(), session);
    }

    @Override
    public void on(SwitchEvent event) {
        // The switch must not be called from here.
        events.add(event);
    }

    private void settle() {
        for (SwitchEvent event = events.poll(); event != null; event = events.poll()) {
            Carried session = book.find(event.session());
            if (session != null) {
                settle(session, event);
            }
        }
    }

    private void settle(Carried session, SwitchEvent event) {
        switch (event) {
            case SwitchEvent.Opened(_, var client, var node) -> {
                session.clientAt = client;
                session.nodeAt = node;
                settled(session);
            }
            case SwitchEvent.Moved(_, var side, _, var to) -> {
                switch (side) {
                    case CLIENT -> session.clientAt = to;
                    case NODE -> session.nodeAt = to;
                }
                settled(session);
            }
            case SwitchEvent.Idle(_, var traffic) -> {
                Duration ago = Duration.ofNanos(now - traffic.passedAt());
                attachments.silent(session, traffic.client(), ago);
                nodes.end(session, DetachReason.SILENT, traffic.client());
            }
        }
    }

    private void settled(Carried session) {
        session.way()
                .switched(
                        session.clientAt instanceof Endpoint.Udp
                                || session.nodeAt instanceof Endpoint.Udp);
        attachments.settle(session);
        nodes.settle(session);
    }
}
