package io.boson.server.relay;

import io.boson.events.node.Node;
import io.boson.events.node.NodeId;
import io.boson.projections.fleet.Fleet;
import io.boson.relay.transport.RelayServer;

/// Tells the relay what became of nodes: a drained node's clients are asked to move, a departed
/// node loses its socket.
public final class NodeNews {

    private final RelayServer relay;

    public NodeNews(RelayServer relay) {
        this.relay = relay;
    }

    /// What was so before anybody listened.
    public void tellPresent(Fleet fleet) {
        fleet.snapshot()
                .all()
                .forEach(
                        node ->
                                node.node()
                                        .present()
                                        .ifPresent(
                                                m -> changed(m.id(), Node.unknown(), node.node())));
    }

    public void changed(NodeId id, Node before, Node after) {
        switch (after) {
            case Node.Draining(_, var until) -> {
                if (!(before instanceof Node.Draining(_, var told) && told.equals(until))) {
                    relay.drainNode(id, until);
                }
            }
            case Node.Active _ -> {
                if (before instanceof Node.Draining) {
                    relay.resumeNode(id);
                }
            }
            case Node.Departed _ -> relay.endNode(id);
            case Node.Unknown() -> {}
        }
    }
}
