package io.boson.server.cli;

/// Prints what the server replays: what `boson replay` does once it knows what is wanted.
@FunctionalInterface
public interface Replay {

    /// Blocks until the replay's end.
    Outcome run(ReplayRequest request);

    /// How it ended.
    sealed interface Outcome {

        record Ended() implements Outcome {}

        /// Could not begin, or was cut off for good. `reason` is one line.
        record Refused(String reason) implements Outcome {}
    }
}
