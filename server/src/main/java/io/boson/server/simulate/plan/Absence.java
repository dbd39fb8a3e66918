package io.boson.server.simulate.plan;

import java.time.Duration;

/// A time in which a node is deregistered.
///
/// @param from since the play began, as is `until`
public record Absence(Duration from, Duration until) {}
