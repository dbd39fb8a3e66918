package io.boson.relay.udp;

/// What becomes of datagrams.
@FunctionalInterface
public interface DatagramHandler {

    /// Reads the batch's arrivals and adds departures, which are sent when this returns. Called by
    /// one thread, also without arrivals, so that what has to expire does. Must not wait, and keep
    /// nothing of the batch.
    ///
    /// @param now of a monotonic clock, in nanoseconds; read once per batch
    void handle(DatagramBatch batch, long now);
}
