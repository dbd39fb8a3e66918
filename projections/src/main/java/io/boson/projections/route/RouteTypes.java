package io.boson.projections.route;

import io.boson.events.node.NatType;
import io.boson.events.routing.NatFacts;
import io.boson.events.routing.NodeReach;
import io.boson.events.session.RouteReason;
import java.util.Set;

/// Whether packets can go between client and node without the relay (RFC 4787 has the kinds of NAT,
/// RFC 5128 what gets through them).
final class RouteTypes {

    private static final Set<NatType> BY_PORT = Set.of(NatType.SYMMETRIC, NatType.PORT_RESTRICTED);

    private RouteTypes() {}

    static RouteReason between(NodeReach node, NatFacts client) {
        if (node.withoutNat()) {
            return RouteReason.NODE_WITHOUT_NAT;
        }
        if (!node.nat().mappedPort()) {
            return RouteReason.NODE_ADDRESS_UNKNOWN;
        }
        if (node.nat().natType() == NatType.FULL_CONE) {
            return RouteReason.NODE_FULL_CONE;
        }
        if (!client.mappedPort()) {
            return RouteReason.CLIENT_ADDRESS_UNKNOWN;
        }
        return areCompatible(node.nat().natType(), client.natType())
                ? RouteReason.HOLE_PUNCHING
                : RouteReason.NATS_INCOMPATIBLE;
    }

    /// A symmetric NAT takes a new port for each peer, which a NAT that lets in only a known port
    /// will not have heard of.
    private static boolean areCompatible(NatType a, NatType b) {
        boolean symmetric = a == NatType.SYMMETRIC || b == NatType.SYMMETRIC;
        return !(symmetric && BY_PORT.contains(a) && BY_PORT.contains(b));
    }
}
