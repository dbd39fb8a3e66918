package io.boson.events.session;

import io.boson.events.node.Location.Coordinates;
import java.util.Optional;

/// Everything a candidate's score was made from.
///
/// @param coordinates of the node, to a tenth of a degree
/// @param liveSessions counted on it
/// @param bandwidthDown Mbit/s toward clients, as declared
public record CandidateInputs(
        boolean degraded,
        String country,
        String region,
        Optional<Coordinates> coordinates,
        int liveSessions,
        int maxConnections,
        double bandwidthDown,
        Optional<Measured> measured) {

    /// The latest heartbeat that measured anything.
    ///
    /// @param latency milliseconds, as is jitter
    /// @param packetLoss percent, as are the usages
    /// @param bandwidthDown Mbit/s in use
    public record Measured(
            double latency,
            double jitter,
            double packetLoss,
            double cpuUsage,
            double memoryUsage,
            double bandwidthDown) {}

    public int freePlaces() {
        return maxConnections - liveSessions;
    }
}
