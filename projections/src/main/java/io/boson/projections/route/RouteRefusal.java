package io.boson.projections.route;

/// Why a node is no candidate. The names are part of recorded decisions.
public enum RouteRefusal {
    OFFLINE,
    DRAINING,
    FULL,
    BANDWIDTH_TOO_LOW,
    LATENCY_TOO_HIGH,
    LATENCY_UNKNOWN
}
