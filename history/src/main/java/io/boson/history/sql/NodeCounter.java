package io.boson.history.sql;

import io.boson.history.rollup.CounterState;
import java.time.Instant;

/// What is remembered of a node from sample to sample.
///
/// @param state of its last sample in log order
/// @param latest time of any sample: whatever is later is new
public record NodeCounter(CounterState state, Instant latest) {}
