package io.boson.server.packet;

import io.boson.events.session.SessionId;
import io.boson.relay.Admission.ClientEnd;
import io.boson.relay.Admission.NodeEnd;
import io.boson.relay.forward.DropReason;
import io.boson.relay.transport.RelayServer;
import java.util.Optional;

/// The relay of this process.
public record RelayPackets(RelayServer relay) implements PacketPort {

    @Override
    public Optional<DropReason> toClient(NodeEnd from, SessionId session, byte[] packet) {
        return relay.sendToClient(from, session, packet);
    }

    @Override
    public Optional<DropReason> toNode(ClientEnd from, byte[] packet) {
        return relay.sendToNode(from, packet);
    }
}
