package io.boson.events.session;

import io.boson.events.tunnel.TunnelAddresses;

/// What a node has for a client that brings a WireGuard key.
public sealed interface TunnelOffer {

    /// Nobody has these.
    record Free(TunnelAddresses addresses) implements TunnelOffer {}

    /// All are taken, or were until a moment ago.
    record Exhausted() implements TunnelOffer {}

    /// Another client has the same key there: WireGuard could not tell the two apart.
    record KeyTaken() implements TunnelOffer {}
}
