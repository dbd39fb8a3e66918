package io.boson.relay.flow;

import io.boson.relay.flow.Endpoint.WebSocket;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Open WebSockets. One whose end has no admitted pair yet, or any more, waits: in which order a
/// socket is opened and its session admitted makes no difference.
final class Sockets {

    private final Fabric fabric;
    private final Map<WebSocket, End> ends = new HashMap<>();
    private final Map<End, Set<WebSocket>> sockets = new HashMap<>();

    Sockets(Fabric fabric) {
        this.fabric = fabric;
    }

    OpenOutcome open(WebSocket socket, End end, long now) {
        boolean isKnown = ends.containsKey(socket);
        if (isKnown) {
            close(socket);
        } else if (ends.size() >= fabric.limits.endpointsMax()) {
            return OpenOutcome.FULL;
        }
        ends.put(socket, end);
        sockets.computeIfAbsent(end, _ -> new LinkedHashSet<>()).add(socket);
        attach(socket, end, now);
        return isKnown ? OpenOutcome.REPLACED : OpenOutcome.OPENED;
    }

    /// Its flows wait for the end to come back.
    void close(WebSocket socket) {
        End end = ends.remove(socket);
        if (end == null) {
            return;
        }
        sockets.computeIfPresent(
                end,
                (_, of) -> {
                    of.remove(socket);
                    return of.isEmpty() ? null : of;
                });
        detach(socket);
    }

    void admitted(Pairing pairing, long now) {
        for (End end : ends(pairing)) {
            for (WebSocket socket : sockets.getOrDefault(end, Set.of())) {
                attach(socket, end, now);
            }
        }
    }

    void withdrawn(Pairing pairing) {
        for (End end : ends(pairing)) {
            boolean isNodes = end instanceof End.Node;
            if (!isNodes || pairing.node.pairings.isEmpty()) {
                sockets.getOrDefault(end, Set.of()).forEach(this::detach);
            }
        }
    }

    private static List<End> ends(Pairing pairing) {
        return List.of(
                new End.Client(pairing.session()),
                new End.NodeChannel(pairing.session()),
                new End.Node(pairing.node.key));
    }

    private void attach(WebSocket socket, End end, long now) {
        switch (end) {
            case End.Client(var session) ->
                    attach(socket, fabric.admitted.find(session), Side.CLIENT, now);
            case End.NodeChannel(var session) ->
                    attach(socket, fabric.admitted.find(session), Side.NODE, now);
            case End.Node(var name) -> {
                PeerKey key = fabric.admitted.find(name);
                if (key != null && key.side == Side.NODE) {
                    attach(socket, key, null, now);
                }
            }
        }
    }

    private void attach(WebSocket socket, @Nullable Pairing pairing, Side side, long now) {
        if (pairing != null) {
            attach(socket, pairing.end(side), pairing, now);
        }
    }

    private void attach(WebSocket socket, PeerKey key, @Nullable Pairing session, long now) {
        Contact contact =
                fabric.contacts.findOrMake(
                        socket.connection(), socket.channel(), Contact.SOCKET_PORT, now);
        if (contact.isKept) {
            return;
        }
        contact.owner = key;
        contact.session = session;
        contact.grant(fabric.limits.source(), now);
        if (fabric.keep(contact, now)) {
            key.sockets.add(contact);
        }
    }

    private void detach(WebSocket socket) {
        Contact contact =
                fabric.contacts.find(socket.connection(), socket.channel(), Contact.SOCKET_PORT);
        if (contact == null) {
            return;
        }
        PeerKey owner = contact.owner;
        if (owner != null) {
            owner.sockets.remove(contact);
        }
        fabric.contacts.forget(contact);
    }
}
