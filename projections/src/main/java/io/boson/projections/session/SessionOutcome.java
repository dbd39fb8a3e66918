package io.boson.projections.session;

/// What became of a session request.
public sealed interface SessionOutcome {

    record Opened(LiveSession session) implements SessionOutcome {}

    /// @param reason such as `refused node-full`
    record NotOpened(String reason) implements SessionOutcome {}

    /// Nobody answered in time. The request may still be answered later, or never.
    record NoAnswer() implements SessionOutcome {}
}
