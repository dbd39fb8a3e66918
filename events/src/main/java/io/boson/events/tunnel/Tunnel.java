package io.boson.events.tunnel;

/// What a session's client has in its tunnel, for as long as the session lives.
public record Tunnel(PeerKeys keys, TunnelAddresses addresses) {}
