package io.boson.server.wireguard;

import io.boson.events.tunnel.TunnelAddresses;
import io.boson.events.tunnel.TunnelRange;
import io.boson.server.config.TunnelConfig;
import java.util.Optional;
import java.util.OptionalInt;

/// What is the same in every tunnel.
///
/// @param host under which the relay's UDP port is reached; an IPv6 literal in brackets
/// @param port of it; empty where there is none
public record WireGuardTerms(
        String host, OptionalInt port, TunnelConfig tunnel, TunnelRange range) {

    /// Where both ends send their packets: `host:port`.
    public Optional<String> endpoint() {
        return port.isPresent() ? Optional.of(host + ":" + port.getAsInt()) : Optional.empty();
    }

    public int keepaliveSeconds() {
        return Math.toIntExact(tunnel.keepalive().toSeconds());
    }

    /// A node's own addresses with the whole networks behind them, as its interface has them.
    public String nodeAddress() {
        TunnelAddresses own = range.at(TunnelRange.NODE);
        return own.ipv4() + "/" + range.ipv4Bits() + ", " + own.ipv6() + "/" + range.ipv6Bits();
    }
}
