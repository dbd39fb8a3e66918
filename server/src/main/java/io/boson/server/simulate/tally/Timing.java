package io.boson.server.simulate.tally;

/// How long something took, in milliseconds; zeros where it never happened.
///
/// @param p50 half took no longer
/// @param p99 all but one in a hundred took no longer
public record Timing(long count, double p50, double p99, double max) {}
