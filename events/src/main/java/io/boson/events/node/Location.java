package io.boson.events.node;

import java.util.Optional;

/// Where a node says it stands.
///
/// @param country two letters, ISO 3166-1 alpha-2, upper case
/// @param region free text, may be empty
public record Location(String country, String region, Optional<Coordinates> coordinates) {

    /// Degrees, WGS 84.
    public record Coordinates(double latitude, double longitude) {}
}
