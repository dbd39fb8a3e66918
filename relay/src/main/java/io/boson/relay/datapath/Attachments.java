package io.boson.relay.datapath;

import io.boson.events.session.SessionId;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.RelayListener;
import io.boson.relay.Traffic;
import io.boson.relay.datapath.Carried.Attached;
import io.boson.relay.flow.Endpoint;
import io.boson.relay.flow.SessionTraffic;
import io.boson.relay.udp.UdpAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Clients on UDP as [RelayListener] knows attachments: one begins with a session's first proven
/// flow from there and ends when none has passed a packet for long, the client moves to a
/// WebSocket, or the session ends. The switch's thread alone.
final class Attachments {

    /// Usage is told this often, of a part of the sessions each second.
    static final Duration TOLD_EVERY = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);
    private static final int PARTS = Math.toIntExact(TOLD_EVERY.toSeconds());

    private final RelayListener listener;
    private final Supplier<UUID> ids;
    private final Function<SessionId, Optional<SessionTraffic>> traffic;
    private final Function<SessionId, Optional<ConnectionId>> sockets;
    private final List<Set<Carried>> parts =
            Stream.<Set<Carried>>generate(HashSet::new).limit(PARTS).toList();
    private int next;

    /// @param sockets the client's WebSocket, where it has one
    Attachments(
            RelayListener listener,
            Supplier<UUID> ids,
            Function<SessionId, Optional<SessionTraffic>> traffic,
            Function<SessionId, Optional<ConnectionId>> sockets) {
        this.listener = listener;
        this.ids = ids;
        this.traffic = traffic;
        this.sockets = sockets;
    }

    /// The client is known to be on UDP, or no longer.
    void settle(Carried session) {
        if (session.clientAt instanceof Endpoint.Udp) {
            if (session.attached == null) {
                begin(session);
            }
        } else {
            leave(session, DetachReason.REPLACED, carried(session), Duration.ZERO);
        }
    }

    /// It has another WebSocket, of which the log may have been told before it was told again of
    /// the one before.
    void opened(Carried session, ConnectionId socket) {
        if (session.toldAgain != null) {
            tellAgain(session, socket);
        }
    }

    /// The log was told last that the session lost a socket; that it is here must come after that.
    void closed(Carried session) {
        ConnectionId gone = session.toldAgain;
        if (gone != null) {
            session.toldAgain = null;
            // It may have been told of this before it was told again of the socket.
            told(
                    () ->
                            listener.clientDetached(
                                    session.id(),
                                    session.node(),
                                    gone,
                                    DetachReason.CONNECTION_LOST,
                                    Traffic.NONE,
                                    Duration.ZERO));
        }
        if (session.attached != null) {
            end(session, DetachReason.REPLACED, carried(session));
            begin(session);
        }
    }

    /// The client is on UDP no more, and its session lives. A WebSocket that it has here is what it
    /// is attached by again: otherwise its session would be over soon, as one that nobody is at.
    private void leave(Carried session, DetachReason reason, Traffic total, Duration ago) {
        if (session.attached != null) {
            sockets.apply(session.id()).ifPresent(socket -> tellAgain(session, socket));
        }
        end(session, reason, total, ago);
    }

    private void tellAgain(Carried session, ConnectionId socket) {
        session.toldAgain = socket;
        told(() -> listener.clientAttached(session.id(), session.node(), socket));
    }

    void end(Carried session, DetachReason reason) {
        end(session, reason, carried(session));
    }

    /// Nothing has come for so long that the client is gone: since its last packet.
    void silent(Carried session, Traffic total, Duration ago) {
        leave(session, DetachReason.SILENT, total, ago);
    }

    /// @param total of the whole session
    void end(Carried session, DetachReason reason, Traffic total) {
        end(session, reason, total, Duration.ZERO);
    }

    private void end(Carried session, DetachReason reason, Traffic total, Duration ago) {
        Attached attached = session.attached;
        if (attached == null) {
            return;
        }
        tellUse(session, attached, total, false);
        session.attached = null;
        part(session).remove(session);
        Traffic own = total.minus(attached.before);
        told(
                () ->
                        listener.clientDetached(
                                session.id(),
                                session.node(),
                                attached.connection,
                                reason,
                                own,
                                ago));
    }

    /// Tells of a part of the sessions what they have carried: to be called once a second.
    void tellUse() {
        for (Carried session : parts.get(next)) {
            Attached attached = session.attached;
            if (attached != null) {
                tellUse(session, attached, carried(session), false);
            }
        }
        next = (next + 1) % PARTS;
    }

    private void begin(Carried session) {
        Attached attached = new Attached(new ConnectionId(ids.get()), carried(session));
        session.attached = attached;
        part(session).add(session);
        told(() -> listener.clientAttached(session.id(), session.node(), attached.connection));
        // Says where the client is.
        tellUse(session, attached, attached.before, true);
    }

    private void tellUse(Carried session, Attached attached, Traffic total, boolean always) {
        Traffic since = total.minus(attached.told);
        attached.told = total;
        if ((always || !since.equals(Traffic.NONE))
                && session.clientAt instanceof Endpoint.Udp(var high, var low, var port)) {
            var remote = new UdpAddress(high, low, port).toSocketAddress();
            told(
                    () ->
                            listener.clientUsed(
                                    session.id(),
                                    session.node(),
                                    attached.connection,
                                    remote,
                                    since));
        }
    }

    private Traffic carried(Carried session) {
        return traffic.apply(session.id()).map(SessionTraffic::client).orElse(Traffic.NONE);
    }

    private Set<Carried> part(Carried session) {
        return parts.get((int) (session.channel() % PARTS));
    }

    /// A listener's bug must not cost packets.
    private static void told(Runnable notification) {
        try {
            notification.run();
        } catch (RuntimeException bug) {
            LOG.error("relay listener failed", bug);
        }
    }
}
