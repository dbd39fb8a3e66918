package io.boson.events.session;

/// Why a route is direct or goes by the relay. The words are part of recorded decisions.
public enum RouteReason {
    NODE_WITHOUT_NAT(RouteType.DIRECT),
    NODE_FULL_CONE(RouteType.DIRECT),
    HOLE_PUNCHING(RouteType.DIRECT),
    NODE_ADDRESS_UNKNOWN(RouteType.RELAY),
    CLIENT_ADDRESS_UNKNOWN(RouteType.RELAY),
    NATS_INCOMPATIBLE(RouteType.RELAY);

    private final RouteType type;

    RouteReason(RouteType type) {
        this.type = type;
    }

    public RouteType type() {
        return type;
    }
}
