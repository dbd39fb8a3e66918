package io.boson.events.node;

/// What a node offers.
///
/// @param maxConnections sessions it will carry at once, at least 1
/// @param bandwidth in Mbit/s, as declared
public record Capabilities(
        int maxConnections, Bandwidth bandwidth, boolean routing, boolean natting) {

    /// Mbit/s in each direction, fractions allowed.
    public record Bandwidth(double up, double down) {}
}
