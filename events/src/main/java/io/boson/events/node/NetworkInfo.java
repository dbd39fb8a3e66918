package io.boson.events.node;

import java.util.Optional;

/// Where a node says it is, and the one thing the server saw for itself: `publicIp`, the address
/// the registration came from.
///
/// @param stunMappedAddress as the node reports it; real nodes send the address without a port
public record NetworkInfo(
        String ipv4,
        Optional<String> ipv6,
        NatType natType,
        Optional<String> stunMappedAddress,
        int localPort,
        String publicIp) {}
