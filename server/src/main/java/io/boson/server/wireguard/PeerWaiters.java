package io.boson.server.wireguard;

import io.boson.events.node.NodeId;
import io.boson.projections.session.Sessions;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// Who waits for a node's peers to change, so many at a time: each holds a connection. Nobody is
/// waited for when the server stops.
final class PeerWaiters implements AutoCloseable {

    private final Sessions sessions;
    private final int perNodeMax;
    private final int allMax;
    private final Map<NodeId, Integer> waiting = new HashMap<>();
    private final Set<Thread> threads = new HashSet<>();
    private boolean closed;

    PeerWaiters(Sessions sessions, int perNodeMax, int allMax) {
        this.sessions = sessions;
        this.perNodeMax = perNodeMax;
        this.allMax = allMax;
    }

    /// Waits until the node's peers have another version, for so long, or until [#close].
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
        if (closed || already >= perNodeMax || threads.size() >= allMax) {
            return false;
        }
        waiting.put(node, already + 1);
        threads.add(Thread.currentThread());
        return true;
    }

    private synchronized void leave(NodeId node) {
        waiting.computeIfPresent(node, (_, count) -> count == 1 ? null : count - 1);
        threads.remove(Thread.currentThread());
        if (closed) {
            Thread.interrupted(); // it was for the wait alone: the answer is still to be written
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        threads.forEach(Thread::interrupt);
    }
}
