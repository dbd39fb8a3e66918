package io.boson.server.cli;

/// Starts a server and stays until it has stopped: what `boson up` does once it knows what is
/// wanted.
@FunctionalInterface
public interface Launch {

    /// Blocks until the server has stopped. What the user can put right (a busy port, a wrong
    /// value, a foreign data directory) is a `Refused`; an exception is a bug.
    Outcome run(LaunchRequest request);

    /// How it ended.
    sealed interface Outcome {

        /// Served and was stopped.
        record Stopped() implements Outcome {}

        /// Did not start, and changed nothing. `reason` is one line that names the key and what is
        /// wrong with its value.
        record Refused(String reason) implements Outcome {}
    }
}
