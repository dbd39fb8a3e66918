package io.boson.relay.forward;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.RelayListener;
import io.boson.relay.SessionQuota;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;

/// The quota of each live session, where there is one at all. Whoever knows which sessions live
/// says so here before their packets come, so that there are never more than these.
///
/// Safe for several threads.
public final class SessionQuotas {

    private final OptionalLong bytesMax;
    private final RelayListener listener;
    private final Map<SessionId, SessionQuota> quotas = new ConcurrentHashMap<>();

    /// @param bytesMax for every session; empty: no session has a quota
    /// @param listener told of a session that has used its quota up, once, by this relay
    public SessionQuotas(OptionalLong bytesMax, RelayListener listener) {
        this.bytesMax = bytesMax;
        this.listener = listener;
    }

    /// A session lives, and has carried so many bytes as far as the log knows.
    public void lives(SessionId session, NodeId node, long carried) {
        if (bytesMax.isPresent()) {
            quotas.computeIfAbsent(session, id -> quota(id, node)).heard(carried);
        }
    }

    public void ended(SessionId session) {
        quotas.remove(session);
    }

    /// Without limit also of a session that is over, or that nobody has named: its packets go
    /// nowhere either.
    public SessionQuota find(SessionId session) {
        return bytesMax.isEmpty()
                ? SessionQuota.UNLIMITED
                : quotas.getOrDefault(session, SessionQuota.UNLIMITED);
    }

    private SessionQuota quota(SessionId session, NodeId node) {
        return new SessionQuota(bytesMax.orElseThrow(), () -> listener.quotaSpent(session, node));
    }
}
