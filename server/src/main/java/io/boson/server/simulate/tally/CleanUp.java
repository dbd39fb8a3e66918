package io.boson.server.simulate.tally;

/// What was put away at the end.
public sealed interface CleanUp {

    /// @param sessions ended, of those that were still open
    /// @param sessionsOver that were no more when they were to be ended
    /// @param sessionsLeft that could not be ended in time; they expire
    /// @param nodes deregistered
    /// @param nodesLeft that could not be deregistered in time; they fall silent and are removed
    record Done(int sessions, int sessionsOver, int sessionsLeft, int nodes, int nodesLeft)
            implements CleanUp {}

    /// All stays, as was asked: silence removes it in time.
    record Kept(long sessions, int nodes) implements CleanUp {}
}
