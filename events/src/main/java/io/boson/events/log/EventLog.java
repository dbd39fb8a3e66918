package io.boson.events.log;

/// The append-only log of everything that happened.
public interface EventLog {

    /// Appends one event and waits, bounded, until the log has acknowledged it.
    ///
    /// @throws LogUnavailableException where no acknowledgement came in time. The event may still
    ///     have been written: only a read can tell.
    LogPosition append(EventEnvelope envelope);
}
