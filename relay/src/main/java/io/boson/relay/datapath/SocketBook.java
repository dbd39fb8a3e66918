package io.boson.relay.datapath;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.ConnectionId;
import io.boson.relay.flow.End;
import io.boson.relay.flow.Endpoint.WebSocket;
import io.boson.relay.flow.PacketSwitch;
import io.boson.relay.forward.Endpoint;
import io.boson.relay.wire.Train;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which WebSockets the switch knows, and as what: a socket is an endpoint of each admitted session
/// that it may carry, named by the socket's number and the session's channel. In which order
/// sessions are admitted and sockets come makes no difference. The switch's thread alone.
final class SocketBook {

    private record Socket(long number, Endpoint<Train> endpoint) {}

    private final PacketSwitch relay;
    private final Map<SessionId, Carried> sessions = new HashMap<>();
    private final Map<NodeId, Map<SessionId, Carried>> byNode = new HashMap<>();
    private final Map<Whose, Socket> sockets = new HashMap<>();
    private final Departures departures;
    private long lastNumber;

    SocketBook(PacketSwitch relay, Departures departures) {
        this.relay = relay;
        this.departures = departures;
    }

    @Nullable Carried find(SessionId session) {
        return sessions.get(session);
    }

    Collection<Carried> all() {
        return sessions.values();
    }

    long newChannel() {
        return ++lastNumber;
    }

    void add(Carried session, long now) {
        sessions.put(session.id(), session);
        byNode.computeIfAbsent(session.node(), _ -> new LinkedHashMap<>())
                .put(session.id(), session);
        open(client(session), session, now);
        open(new Whose.Node(session.node()), session, now);
    }

    void remove(Carried session) {
        close(client(session), session);
        close(new Whose.Node(session.node()), session);
        sessions.remove(session.id());
        byNode.computeIfPresent(
                session.node(),
                (_, of) -> {
                    of.remove(session.id());
                    return of.isEmpty() ? null : of;
                });
    }

    /// What reached the end before is closed.
    void open(Whose end, Endpoint<Train> endpoint, long now) {
        closeAll(end);
        sockets.put(end, new Socket(++lastNumber, endpoint));
        for (Carried session : sessions(end)) {
            open(end, session, now);
        }
    }

    /// False where another socket has taken over.
    @SuppressWarnings("ReferenceEquality") // this socket, not one like it
    boolean close(Whose end, Endpoint<Train> endpoint) {
        Socket socket = sockets.get(end);
        if (socket == null || socket.endpoint() != endpoint) {
            return false;
        }
        closeAll(end);
        sockets.remove(end);
        return true;
    }

    Optional<ConnectionId> client(SessionId session) {
        return Optional.ofNullable(sockets.get(new Whose.Client(session)))
                .map(socket -> socket.endpoint().connection());
    }

    /// As what the switch knows this end's socket with regard to the session.
    @Nullable WebSocket socket(Whose end, Carried session) {
        Socket socket = sockets.get(end);
        return socket == null ? null : new WebSocket(socket.number(), session.channel());
    }

    /// Any session of the node's: which one a packet is of, WireGuard's indices say.
    @Nullable Carried any(NodeId node) {
        Map<SessionId, Carried> of = byNode.get(node);
        return of == null ? null : of.values().iterator().next();
    }

    private Collection<Carried> sessions(Whose end) {
        return switch (end) {
            case Whose.Client(var session) -> {
                Carried carried = sessions.get(session);
                yield carried == null ? List.of() : List.of(carried);
            }
            case Whose.Node(var node) -> {
                Map<SessionId, Carried> of = byNode.get(node);
                yield of == null ? List.of() : of.values();
            }
        };
    }

    private void open(Whose end, Carried session, long now) {
        Socket socket = sockets.get(end);
        if (socket == null) {
            return;
        }
        WebSocket name = new WebSocket(socket.number(), session.channel());
        End as =
                switch (end) {
                    case Whose.Client _ -> new End.Client(session.id());
                    case Whose.Node _ -> new End.NodeChannel(session.id());
                };
        switch (relay.open(name, as, now)) {
            case OPENED, REPLACED -> departures.put(name, new Outlet(session, socket.endpoint()));
            case FULL -> {
                // Goes without the switch; what it sends there is counted as of an unknown socket.
            }
        }
    }

    private void closeAll(Whose end) {
        for (Carried session : sessions(end)) {
            close(end, session);
        }
    }

    private void close(Whose end, Carried session) {
        WebSocket name = socket(end, session);
        if (name != null) {
            relay.close(name);
            departures.remove(name);
        }
    }

    private static Whose client(Carried session) {
        return new Whose.Client(session.id());
    }
}
