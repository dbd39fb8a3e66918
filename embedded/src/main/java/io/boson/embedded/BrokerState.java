package io.boson.embedded;

/// What an [EmbeddedKafka] is doing.
public sealed interface BrokerState {

    /// Not started yet, still starting, or stopped.
    record Stopped() implements BrokerState {}

    /// Serving clients.
    record Running() implements BrokerState {}

    /// Died by itself, for example of a full disk; what was acknowledged before stays on the disk.
    ///
    /// @param reason one line for people
    record Failed(String reason) implements BrokerState {}
}
