package io.boson.server.packet;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.forward.DropReason;
import java.util.Optional;

/// Where packets go in that did not come over a socket. Empty where the packet was queued.
public interface PacketPort {

    Optional<DropReason> toClient(NodeEnd from, SessionId session, byte[] packet);

    Optional<DropReason> toNode(ClientEnd from, byte[] packet);
}
