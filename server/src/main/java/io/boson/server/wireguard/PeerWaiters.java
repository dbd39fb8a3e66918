package io.boson.server.wireguard;

import io.boson.events.node.NodeId;
import io.boson.projections.session.Sessions;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Who waits for a node's peers to change, so many at a time: each holds a connection.
final class PeerWaiters {

    private final Sessions sessions;
    private final int perNodeMax;
    private final int allMax;
    private final Map<NodeId, Integer> waiting = new HashMap<>();
    private int all;

    PeerWaiters(Sessions sessions, int perNodeMax, int allMax) {
        this.sessions = sessions;
        this.perNodeMax = perNodeMax;
        this.allMax = allMax;
    }

    /// Waits until the node's peers have another version, or for so long.
    ///
    /// @return false, at once, where too many wait
    boolean await(NodeId node, String version, Duration timeout) {
        if (!enter(node)) {
            return false;
        }
        try {
            sessions.awaitPeers(node, version, timeout);
            return true;
        } finally {
            leave(node);
        }
    }

    private synchronized boolean enter(NodeId node) {
        int already = waiting.getOrDefault(node, 0);
        if (already >= perNodeMax || all >= allMax) {
            return false;
        }
        waiting.put(node, already + 1);
        all++;
        return true;
    }

    private synchronized void leave(NodeId node) {
        waiting.computeIfPresent(node, (_, count) -> count == 1 ? null : count - 1);
        all--;
    }
}
