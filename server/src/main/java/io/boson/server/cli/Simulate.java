package io.boson.server.cli;

/// Plays a fleet against a server: what `boson simulate` does once it knows what is wanted.
@FunctionalInterface
public interface Simulate {

    /// Blocks until the fleet has played and been put away.
    Outcome run(SimulateRequest request);

    /// How it ended.
    sealed interface Outcome {

        record Played() implements Outcome {}

        /// Could not begin. `reason` is one line: the server is not there, or refuses the key.
        record Refused(String reason) implements Outcome {}
    }
}
