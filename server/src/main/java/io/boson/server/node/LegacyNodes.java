package io.boson.server.node;

import io.boson.events.node.Node;
import io.boson.events.node.NodeCommand;
import io.boson.events.node.NodeId;
import io.boson.server.http.Origins;
import io.boson.server.token.Principal;
import java.net.InetAddress;
import java.util.function.BiConsumer;

/// Legacy on: heartbeats say where their nodes are, and take up a lifetime that silence had ended.
public final class LegacyNodes implements OriginalNodes {

    private final BiConsumer<NodeId, InetAddress> places;
    private final NodeCommandHandler commands;

    /// @param places told of every heartbeat, so cheap
    public LegacyNodes(BiConsumer<NodeId, InetAddress> places, NodeCommandHandler commands) {
        this.places = places;
        this.commands = commands;
    }

    @Override
    public void heard(NodeId node, InetAddress from) {
        places.accept(node, from);
    }

    @Override
    public Node revived(Node.Departed gone, Principal.RegisteredNode token) {
        NodeOutcome outcome =
                commands.handle(
                        new NodeCommand.Revive(token.id(), token.registeredAt()),
                        Origins.current());
        return switch (outcome) {
            case NodeOutcome.Done(var node, _) -> node.node();
            case NodeOutcome.Refused _, NodeOutcome.Overtaken() -> gone;
            case NodeOutcome.NotYetVisible later -> throw NodeResource.problem(later).asException();
        };
    }
}
