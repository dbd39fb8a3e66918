package io.boson.server.simulate.plan;

/// A place where nodes and clients live.
///
/// @param country ISO 3166-1 alpha-2
/// @param region as people there would name it: a state, a province, a county
/// @param latitude degrees, north is positive
/// @param longitude degrees, east is positive
/// @param weight how many of a fleet live here, beside the other cities' weights
public record City(
        String country,
        String region,
        String name,
        double latitude,
        double longitude,
        int weight) {}
