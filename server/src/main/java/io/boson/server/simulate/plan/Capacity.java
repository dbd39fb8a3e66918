package io.boson.server.simulate.plan;

/// What a node can carry.
///
/// @param maxConnections sessions at once
/// @param up Mbit/s, as is `down`
public record Capacity(int maxConnections, int up, int down) {}
