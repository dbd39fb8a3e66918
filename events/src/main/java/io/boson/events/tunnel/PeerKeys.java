package io.boson.events.tunnel;

import io.boson.events.node.WireGuardKey;

/// The public keys of a tunnel's two ends.
///
/// @param client made for this session alone, and shown to nobody but its node
/// @param node as it was when the session was asked for
public record PeerKeys(WireGuardKey client, WireGuardKey node) {}
