package io.boson.server.relay;

import io.boson.events.node.NodeId;
import java.net.InetAddress;

/// Which nodes may attach without a token: those of the original know none on a socket. Asked only
/// for a node that is registered, and only where no token came.
@FunctionalInterface
public interface TokenlessNodes {

    /// Legacy off.
    TokenlessNodes NONE = (_, _) -> false;

    boolean mayAttach(NodeId node, InetAddress from);
}
