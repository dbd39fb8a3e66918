package io.boson.server.cli;

/// Gets a session and prints what a WireGuard client needs: what `boson connect` does once it knows
/// what is wanted.
@FunctionalInterface
public interface Connect {

    Outcome run(ConnectRequest request);

    /// How it ended.
    sealed interface Outcome {

        record Printed() implements Outcome {}

        /// Nothing was printed. `reason` is one line.
        record Refused(String reason) implements Outcome {}
    }
}
