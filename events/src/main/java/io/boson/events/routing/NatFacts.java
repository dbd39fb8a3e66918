package io.boson.events.routing;

import io.boson.events.node.NatType;
import java.util.Optional;

/// What is known of a peer's NAT, without any address.
///
/// @param mappedAddress whether its address outside is known
/// @param mappedPort whether its port outside is known too
public record NatFacts(NatType natType, boolean mappedAddress, boolean mappedPort) {

    /// @param mapped what the peer says a STUN server told it
    public static NatFacts of(NatType natType, Optional<String> mapped) {
        Optional<MappedAddress> known = mapped.flatMap(MappedAddress::parse);
        return new NatFacts(
                natType, known.isPresent(), known.filter(a -> a.port().isPresent()).isPresent());
    }
}
