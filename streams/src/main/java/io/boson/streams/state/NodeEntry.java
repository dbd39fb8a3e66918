package io.boson.streams.state;

import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.session.Attachment;
import io.boson.events.session.SessionEvent;

/// What the node projection keeps of a node from `nodes` and `sessions`: one component per topic,
/// each with the offset it is folded up to, so that folding a record twice changes nothing.
public record NodeEntry(Node node, long nodesOffset, Attachment socket, long sessionsOffset) {

    private static final long NOTHING = -1;

    public static NodeEntry empty() {
        return new NodeEntry(Node.unknown(), NOTHING, Attachment.never(), NOTHING);
    }

    /// Folds one event of [Topic#NODES].
    public NodeEntry evolve(NodeEvent event, long offset) {
        return offset <= nodesOffset
                ? this
                : new NodeEntry(node.evolve(event), offset, socket, sessionsOffset);
    }

    /// Folds one event of [Topic#SESSIONS] about the node's own socket.
    public NodeEntry evolve(SessionEvent.OfNode event, long offset) {
        return offset <= sessionsOffset
                ? this
                : new NodeEntry(node, nodesOffset, socketAfter(event), offset);
    }

    private Attachment socketAfter(SessionEvent.OfNode event) {
        return switch (event) {
            case SessionEvent.NodeAttached(_, var relay, var connection, var at) ->
                    new Attachment.Attached(relay, connection, at);
            case SessionEvent.NodeDetached(_, var relay, var connection, _, _, var at) ->
                    socket.detached(relay, connection, at);
        };
    }
}
