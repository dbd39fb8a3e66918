package io.boson.relay.datapath;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// What the WebSockets' loops have to know of each admitted session, written by the switch's thread
/// alone.
final class Ways {

    /// How packets of one session go while both of its ends have WebSockets.
    static final class Way {

        private final NodeId node;

        /// An end has proven to be on UDP, after whatever it said on a WebSocket.
        private volatile boolean switched;

        /// Until when handshakes may be answers to somebody on UDP who has proven nothing yet.
        private volatile long contestedUntil;

        Way(NodeId node, long now) {
            this.node = node;
            this.contestedUntil = now;
        }

        NodeId node() {
            return node;
        }

        boolean isSwitched() {
            return switched;
        }

        void switched(boolean value) {
            switched = value;
        }

        boolean isContested(long now) {
            return contestedUntil - now > 0;
        }

        void contest(long until) {
            contestedUntil = until;
        }
    }

    private final Map<SessionId, Way> ways = new ConcurrentHashMap<>();

    @Nullable Way find(SessionId session) {
        return ways.get(session);
    }

    void put(SessionId session, Way way) {
        ways.put(session, way);
    }

    void remove(SessionId session) {
        ways.remove(session);
    }
}
