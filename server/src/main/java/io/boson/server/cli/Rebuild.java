package io.boson.server.cli;

/// Writes the history anew from the log: what `boson history rebuild` does once it knows what is
/// wanted.
@FunctionalInterface
public interface Rebuild {

    /// Blocks until it is done.
    ///
    /// @param screen where the bar is to be seen
    Outcome run(LaunchRequest request, Screen screen);

    /// How it ended.
    sealed interface Outcome {

        record Rebuilt() implements Outcome {}

        /// Could not begin, or was stopped on the way. `reason` is one line.
        record Refused(String reason) implements Outcome {}
    }
}
