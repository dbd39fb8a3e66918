package io.boson.server.simulate.tally;

/// How a client's session came to its end.
public enum Fate {
    /// The client ended it.
    ENDED,
    /// The client vanished without a word.
    VANISHED,
    /// The server or the relay ended it: its node left, or it expired.
    CUT
}
