package io.boson.relay.flow;

import io.boson.events.node.WireGuardKey;
import io.boson.events.session.SessionId;
import java.util.Optional;

/// Two peers that may exchange packets, for as long as their session lives.
///
/// @param clientIp whence the client spoke to the API: handshakes from there come first and have a
///     budget of their own
/// @param nodeIp whence the node's last heartbeat came, likewise
public record Pair(
        SessionId session,
        WireGuardKey client,
        WireGuardKey node,
        Optional<IpAddress> clientIp,
        Optional<IpAddress> nodeIp) {

    public Pair {
        if (client.equals(node)) {
            throw new IllegalArgumentException("client and node have the same key");
        }
    }

    Optional<IpAddress> ip(Side side) {
        return side == Side.CLIENT ? clientIp : nodeIp;
    }
}
