package io.boson.events.session;

import io.boson.events.node.NodeId;
import java.util.Optional;
import java.util.OptionalDouble;

/// What a client asks of a route. The first three refuse a node; the preferences only rank it.
///
/// @param minBandwidth Mbit/s toward the client
/// @param maxLatency milliseconds
public record RouteRequirements(
        Optional<NodeId> targetNode,
        OptionalDouble minBandwidth,
        OptionalDouble maxLatency,
        Optional<String> preferredCountry,
        Optional<String> preferredRegion) {

    public static final RouteRequirements NONE =
            new RouteRequirements(
                    Optional.empty(),
                    OptionalDouble.empty(),
                    OptionalDouble.empty(),
                    Optional.empty(),
                    Optional.empty());
}
