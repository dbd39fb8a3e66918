package io.boson.projections.session;

import io.boson.events.session.SessionId;
import java.util.List;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// The clients that a node's WireGuard has to know, by session. Immutable.
///
/// The version is a sum over the digests of all of them, so that it follows from who they are
/// alone: it is the same on every instance and after every restart, and costs one digest per
/// change. Nobody has anything to win by two sets of peers with the same sum.
///
/// @param high of the sum, as is low
public record NodePeers(PSortedMap<SessionId, Peer> bySession, long high, long low) {

    public static final NodePeers NONE = new NodePeers(TreePMap.empty(), 0, 0);

    NodePeers plus(SessionId session, Peer peer) {
        var digest = peer.digest();
        return new NodePeers(
                bySession.plus(session, peer), high + digest.getLong(), low + digest.getLong());
    }

    NodePeers minus(SessionId session) {
        Peer peer = bySession.get(session);
        if (peer == null) {
            return this;
        }
        var digest = peer.digest();
        return new NodePeers(
                bySession.minus(session), high - digest.getLong(), low - digest.getLong());
    }

    /// In the order of their sessions.
    public List<Peer> all() {
        return List.copyOf(bySession.values());
    }

    public boolean isEmpty() {
        return bySession.isEmpty();
    }

    /// 32 hexadecimal digits, all zero where there is nobody.
    public String version() {
        return "%016x%016x".formatted(high, low);
    }
}
