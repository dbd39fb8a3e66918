package io.boson.relay.flow;

/// What became of a WebSocket that was opened.
public enum OpenOutcome {
    OPENED,
    /// It was open before, for the same end or another; it is now this end's.
    REPLACED,
    /// As many endpoints are known as may be.
    FULL
}
