package io.boson.history;

import java.time.Instant;

/// Log and history did not meet: said to people, for a while.
///
/// @param noticed when
/// @param text which topics, what became of them, and how the history goes on
public record LogBreak(Instant noticed, String text) {}
