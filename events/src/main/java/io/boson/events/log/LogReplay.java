package io.boson.events.log;

import io.boson.events.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The log read again, from one moment to another, in the order in which it received events. Of two
/// partitions nobody knows which was first within a millisecond; the same range gives the same
/// order each time.
public interface LogReplay {

    /// What is wanted.
    ///
    /// @param types exactly these; empty means all
    /// @param from inclusive, by when the log received it
    /// @param to exclusive
    /// @param resume where to go on, as an event's `next` said; instead of `from`
    record Wanted(
            Set<Topic> topics,
            Set<String> types,
            Instant from,
            Instant to,
            Optional<List<LogPosition>> resume) {}

    /// Takes events one after another; what it throws ends the replay. It may be slow: nothing is
    /// read ahead beyond a bound.
    @FunctionalInterface
    interface Taker {
        /// @param next where to go on after this one
        void take(RecordedEvent event, List<LogPosition> next) throws InterruptedException;
    }

    /// Returns at the end of the range.
    ///
    /// @throws LogUnavailableException where the log does not answer
    void replay(Wanted wanted, Taker taker) throws InterruptedException;
}
