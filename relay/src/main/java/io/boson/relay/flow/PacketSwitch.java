package io.boson.relay.flow;

import io.boson.events.session.SessionId;
import io.boson.relay.flow.Endpoint.WebSocket;
import io.boson.relay.wireguard.MessageType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Moves WireGuard datagrams between the endpoints of admitted pairs.
///
/// **For one thread at a time.** All times are of one monotonic clock, in nanoseconds, and go into
/// every method that needs one; only [#expire] makes things end when nothing comes, so it is to be
/// called about every second, and again at once where it did [SwitchLimits#expiriesMax].
public final class PacketSwitch {

    private final Fabric fabric;
    private final Transports transports;
    private final Initiations initiations;
    private final Responses responses;
    private final Sockets sockets;
    private final Restoration restoration;

    /// @param random unpredictable: cookie secrets, nonces and the places in tables are drawn from
    ///     it
    public PacketSwitch(
            SwitchLimits limits,
            RandomGenerator random,
            PacketSink sink,
            SwitchListener listener,
            long now) {
        this.fabric = new Fabric(limits, random, sink, listener, now);
        Addressees addressees = new Addressees(fabric, now);
        this.transports = new Transports(fabric);
        this.initiations = new Initiations(fabric, addressees, random, now);
        this.responses = new Responses(fabric, addressees);
        this.sockets = new Sockets(fabric);
        this.restoration = new Restoration(fabric);
    }

    /// Takes one datagram that came over UDP. What becomes of it, the [PacketSink] is told before
    /// this returns.
    ///
    /// @param high and `low`, the source's IP in the form of [Endpoint.Udp]
    /// @param bytes read at absolute offsets and not kept; position and byte order do not matter
    /// @param at where the datagram begins; `at + length` is within the buffer's limit
    public void receiveUdp(
            long high, long low, int port, ByteBuffer bytes, int at, int length, long now) {
        MessageType type = MessageType.of(bytes, at, length);
        switch (type) {
            case TRANSPORT -> transports.receive(high, low, port, bytes, at, length, now);
            case INITIATION ->
                    initiations.receive(
                            fabric.contacts.findOrMake(high, low, port, now), bytes, at, now);
            case RESPONSE, COOKIE_REPLY, MALFORMED ->
                    answer(type, fabric.contacts.find(high, low, port), bytes, at, now);
        }
    }

    /// Takes one datagram that came over a WebSocket; otherwise as [#receiveUdp].
    public void receiveWebSocket(
            long connection, long channel, ByteBuffer bytes, int at, int length, long now) {
        int port = Contact.SOCKET_PORT;
        Contact socket = fabric.contacts.find(connection, channel, port);
        if (socket == null) {
            fabric.drop(DropCause.UNKNOWN_SOCKET);
            return;
        }
        MessageType type = MessageType.of(bytes, at, length);
        switch (type) {
            case TRANSPORT -> transports.receive(connection, channel, port, bytes, at, length, now);
            case INITIATION -> initiations.receive(socket, bytes, at, now);
            case RESPONSE, COOKIE_REPLY, MALFORMED -> answer(type, socket, bytes, at, now);
        }
    }

    private void answer(
            MessageType type, @Nullable Contact from, ByteBuffer bytes, int at, long now) {
        switch (type) {
            case RESPONSE -> {
                if (from == null) {
                    fabric.drop(DropCause.RESPONSE_UNEXPECTED);
                } else {
                    responses.receive(from, bytes, at, now);
                }
            }
            case COOKIE_REPLY -> {
                if (from == null) {
                    fabric.drop(DropCause.COOKIE_UNEXPECTED);
                } else {
                    responses.cookie(from, bytes, at, now);
                }
            }
            case INITIATION, TRANSPORT, MALFORMED -> fabric.drop(DropCause.MALFORMED);
        }
    }

    /// Lets two peers exchange packets, without a limit on how much.
    public PairOutcome admit(Pair pair, long now) {
        return admit(pair, PairLimits.NONE, now);
    }

    /// Lets two peers exchange packets. Of a session that is admitted already with other keys, the
    /// flows close first.
    public PairOutcome admit(Pair pair, PairLimits may, long now) {
        Pairing known = fabric.admitted.find(pair.session());
        if (known != null) {
            if (known.pair.client().equals(pair.client())
                    && known.pair.node().equals(pair.node())) {
                fabric.admitted.update(known, pair, may);
                return PairOutcome.UPDATED;
            }
            withdraw(pair.session());
        }
        PairOutcome outcome = fabric.admitted.add(pair, may, now);
        Pairing added = fabric.admitted.find(pair.session());
        if (added != null) {
            sockets.admitted(added, now);
            restoration.admitted(added, now);
        }
        return outcome;
    }

    /// Ends a session's packets at once.
    ///
    /// @return what it carried in all; empty where it was not admitted
    public Optional<SessionTraffic> withdraw(SessionId session) {
        restoration.withdrawn(session);
        Pairing pairing = fabric.admitted.find(session);
        if (pairing == null) {
            return Optional.empty();
        }
        SessionTraffic total = pairing.traffic();
        fabric.withdraw(pairing);
        sockets.withdrawn(pairing);
        return Optional.of(total);
    }

    /// A WebSocket, or a channel of one, that its token has proven to be this end's; before or
    /// after its session is admitted.
    public OpenOutcome open(WebSocket socket, End end, long now) {
        return sockets.open(socket, end, now);
    }

    /// The WebSocket is gone; does nothing where it was not open. The session's flows stay, and
    /// follow the end to its next WebSocket.
    public void close(WebSocket socket) {
        sockets.close(socket);
    }

    /// @return empty where the session is not admitted
    public Optional<SessionTraffic> traffic(SessionId session) {
        return Optional.ofNullable(fabric.admitted.find(session)).map(Pairing::traffic);
    }

    /// Tells of all sessions that are open.
    public void traffic(Consumer<SessionTraffic> each) {
        for (Pairing pairing : fabric.admitted.pairings()) {
            if (pairing.isOpen) {
                each.accept(pairing.traffic());
            }
        }
    }

    /// Lets end what is over, a bounded number at once.
    ///
    /// @return how many entries were looked at; [SwitchLimits#expiriesMax] where there may be more
    public int expire(long now) {
        restoration.expire(now);
        return fabric.wheel.expire(now, fabric.limits.expiriesMax(), this::end);
    }

    private void end(Timed entry) {
        switch (entry) {
            case Flow flow -> fabric.close(flow);
            case Contact contact -> fabric.forget(contact);
            case Pairing pairing -> fabric.idle(pairing);
        }
    }

    /// The open flows, to be written to disk; costs some objects per handshake, and as long as
    /// that takes.
    public FlowTable flowTable(long now) {
        FlowTableDraft draft = flowTableDraft(now);
        var _ = draft.copy(Integer.MAX_VALUE);
        return draft.table();
    }

    /// The same by and by.
    public FlowTableDraft flowTableDraft(long now) {
        return new FlowTableDraft(fabric.admitted, now);
    }

    /// Opens the flows of a table that another switch made. Those of sessions that are not admitted
    /// yet open when they are.
    ///
    /// @param away time since the table was made
    /// @return flows that are open again, one per direction
    public int restore(FlowTable table, Duration away, long now) {
        return restoration.restore(table, away.toNanos(), now);
    }

    public SwitchCounts counts() {
        Tally tally = fabric.tally;
        return new SwitchCounts(
                fabric.admitted.size(),
                fabric.flows.size(),
                fabric.contacts.size(),
                fabric.contacts.strangers(),
                fabric.sources.size(),
                tally.initiations,
                tally.responses,
                tally.cookieReplies,
                tally.transports,
                tally.transportBytes,
                tally.answers,
                tally.cookieProofs,
                tally.opened,
                tally.moved,
                tally.drops());
    }
}
