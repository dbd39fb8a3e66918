package io.boson.projections.route;

import java.util.Locale;

/// Why a node is no candidate. The words are part of recorded decisions.
public enum RouteRefusal {
    OFFLINE,
    DRAINING,
    FULL,
    /// It has already refused this very request.
    REFUSED_BEFORE,
    BANDWIDTH_TOO_LOW,
    LATENCY_TOO_HIGH,
    LATENCY_UNKNOWN;

    /// As recorded decisions and answers write it, such as `latency-too-high`.
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
