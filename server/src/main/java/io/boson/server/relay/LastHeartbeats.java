package io.boson.server.relay;

import io.boson.events.node.NodeId;
import java.net.InetAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Where each node's last authenticated heartbeat came from. Its WireGuard packets are likely to
/// come from the same IP; and with legacy on, a node end without a token is admitted from there and
/// nowhere else.
///
/// Kept in memory, for so many nodes as may be: after a restart such a node waits for its next
/// heartbeat, and behind several instances it has to reach the one that it sends heartbeats to.
public final class LastHeartbeats implements TokenlessNodes {

    private final Map<NodeId, InetAddress> places = new LinkedHashMap<>();
    private final int nodesMax;

    /// @param nodesMax of more, those not heard for longest are forgotten
    public LastHeartbeats(int nodesMax) {
        this.nodesMax = nodesMax;
    }

    /// A heartbeat whose token was verified as this node's.
    public synchronized void heard(NodeId node, InetAddress from) {
        // Removed first, so that the map's order is that of the last heartbeats.
        places.remove(node);
        places.put(node, from);
        if (places.size() > nodesMax) {
            places.remove(places.keySet().iterator().next());
        }
    }

    synchronized Optional<InetAddress> find(NodeId node) {
        return Optional.ofNullable(places.get(node));
    }

    @Override
    public synchronized boolean mayAttach(NodeId node, InetAddress from) {
        return from.equals(places.get(node));
    }
}
