package io.boson.server.packet;

import io.boson.events.node.NodeId;
import io.boson.events.session.SessionId;
import io.boson.relay.forward.DropReason;
import java.util.Optional;

/// Where packets go in that did not come over a socket. Empty where the packet was queued.
public interface PacketPort {

    Optional<DropReason> toClient(NodeId from, SessionId session, byte[] packet);

    Optional<DropReason> toNode(SessionId from, NodeId node, byte[] packet);
}
