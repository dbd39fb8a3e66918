package io.boson.relay.flow;

/// What became of an admission.
public enum PairOutcome {
    ADMITTED,
    /// The session was admitted with these keys before: addresses and limits are the new ones,
    /// flows stay.
    UPDATED,
    /// Another live session has the same two keys.
    PAIR_TAKEN,
    /// One of the keys is admitted on the other side: a key is a client's or a node's.
    WRONG_SIDE,
    /// The client's key has as many nodes as it may.
    NODES_FULL,
    /// As many pairs are admitted as may be.
    PAIRS_FULL
}
