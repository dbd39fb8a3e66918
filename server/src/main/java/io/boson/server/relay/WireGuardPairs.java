package io.boson.server.relay;

import io.boson.events.session.SessionId;
import io.boson.events.tunnel.PeerKeys;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.SessionPlaces;
import io.boson.projections.session.SessionPlaces.Candidate;
import io.boson.projections.session.Sessions;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.EndReason;
import io.boson.relay.datapath.WireGuardRelay;
import io.boson.relay.flow.IpAddress;
import io.boson.relay.flow.Pair;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Lets the peers of each live session exchange packets, as long as it lives. Packets of those
/// that are admitted need nothing of this: with the log away they go on.
public final class WireGuardPairs {

    private final WireGuardRelay relay;
    private final Sessions sessions;
    private final LastHeartbeats heartbeats;

    /// What the relay was told last.
    private final Map<SessionId, Told> told = new HashMap<>();

    private record Told(Pair pair, ClientEnd client) {}

    public WireGuardPairs(WireGuardRelay relay, Sessions sessions, LastHeartbeats heartbeats) {
        this.relay = relay;
        this.sessions = sessions;
        this.heartbeats = heartbeats;
    }

    /// What was so before anybody listened. To be called once, when changes are being told: one
    /// that ended between the two looks is taken back.
    public void tellPresent() {
        sessions.snapshot().all().forEach(this::changed);
        List<SessionId> over;
        synchronized (this) {
            over =
                    told.keySet().stream()
                            .filter(id -> sessions.snapshot().find(id).isEmpty())
                            .toList();
        }
        over.forEach(id -> ended(id, EndReason.CLOSED));
    }

    /// A session was opened, or more is known of it.
    public synchronized void changed(LiveSession session) {
        Optional<Told> now =
                pair(session, heartbeats.find(session.nodeId()))
                        .map(pair -> new Told(pair, client(session)));
        if (now.isPresent() && !now.get().equals(told.put(session.id(), now.get()))) {
            relay.admit(now.get().pair(), now.get().client());
        }
    }

    public synchronized void ended(SessionId session, EndReason reason) {
        if (told.remove(session) != null) {
            relay.withdraw(session, reason);
        }
    }

    /// Empty where the client has no WireGuard key, or its node's.
    ///
    /// @param nodeAt where the node's last heartbeat came from
    static Optional<Pair> pair(LiveSession session, Optional<InetAddress> nodeAt) {
        return session.session()
                .tunnel()
                .filter(tunnel -> !tunnel.keys().client().equals(tunnel.keys().node()))
                .map(tunnel -> pair(session, tunnel.keys(), nodeAt));
    }

    private static Pair pair(LiveSession session, PeerKeys keys, Optional<InetAddress> nodeAt) {
        return new Pair(
                session.id(),
                keys.client(),
                keys.node(),
                session.places().flatMap(WireGuardPairs::clientIp),
                nodeAt.map(IpAddress::of));
    }

    private static ClientEnd client(LiveSession session) {
        Optional<InetAddress> askedFrom =
                session.places().flatMap(SessionPlaces::askedFrom).flatMap(WireGuardPairs::literal);
        return new ClientEnd(session.id(), session.nodeId(), RatedAs.of(session.id(), askedFrom));
    }

    /// The one that spoke to this server, which a client cannot choose; one that it only named
    /// where it is not known.
    private static Optional<IpAddress> clientIp(SessionPlaces places) {
        return places.askedFrom()
                .or(() -> places.offered().reversed().stream().findFirst().map(Candidate::address))
                .flatMap(WireGuardPairs::literal)
                .map(IpAddress::of);
    }

    private static Optional<InetAddress> literal(String address) {
        try {
            return Optional.of(InetAddress.ofLiteral(address));
        } catch (IllegalArgumentException unreadable) {
            return Optional.empty();
        }
    }
}
