package io.boson.events.node;

import java.time.Instant;

/// By what right somebody registers a node id. Checked at the edge, weighed by [NodeDecider].
public sealed interface RegistrationProof {

    /// Holds an enrolment key, or enrolment is open: may claim an id that nobody holds.
    record Enrolled() implements RegistrationProof {}

    /// Holds a genuine token of this node, issued in the lifetime that began at `registeredAt`.
    record OwnToken(Instant registeredAt) implements RegistrationProof {}
}
