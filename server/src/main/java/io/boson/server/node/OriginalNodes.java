package io.boson.server.node;

import io.boson.events.node.Node;
import io.boson.events.node.NodeId;
import io.boson.server.token.Principal;
import java.net.InetAddress;
import java.util.function.BiConsumer;

/// What a heartbeat means beyond itself for nodes of the original: they show no token on their
/// relay socket, and never register again.
public interface OriginalNodes {

    /// Legacy off.
    OriginalNodes NONE =
            new OriginalNodes() {
                @Override
                public void heard(NodeId node, InetAddress from) {
                    // Where a heartbeat comes from proves nothing.
                }

                @Override
                public Node revived(Node.Departed gone, Principal.RegisteredNode token) {
                    return gone;
                }
            };

    /// Legacy off, where somebody wants to know where heartbeats come from.
    ///
    /// @param places told of every heartbeat, so cheap
    static OriginalNodes off(BiConsumer<NodeId, InetAddress> places) {
        return new OriginalNodes() {
            @Override
            public void heard(NodeId node, InetAddress from) {
                places.accept(node, from);
            }

            @Override
            public Node revived(Node.Departed gone, Principal.RegisteredNode token) {
                return NONE.revived(gone, token);
            }
        };
    }

    /// The log has taken a heartbeat whose token was verified as this node's.
    void heard(NodeId node, InetAddress from);

    /// What becomes of a node that is gone when its token speaks again. `gone` itself where it is
    /// not taken back.
    ///
    /// @throws io.boson.server.http.ProblemException 503 where it is, and does not show yet
    Node revived(Node.Departed gone, Principal.RegisteredNode token);
}
