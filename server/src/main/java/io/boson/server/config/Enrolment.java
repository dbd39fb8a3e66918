package io.boson.server.config;

/// Who may register a node that the network has not seen before.
public enum Enrolment {
    /// Whoever holds an enrolment key.
    KEY,
    /// Anyone who reaches the server.
    OPEN
}
