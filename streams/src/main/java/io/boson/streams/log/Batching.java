package io.boson.streams.log;

/// How producers put records together. Nobody lingers, since somebody waits for each answer; so
/// batches form only while an earlier one is on its way.
public final class Batching {

    /// One request on its way to a broker: alone, a record leaves at once; under load, what comes
    /// meanwhile leaves together, and the broker has fewer requests to handle. With more on their
    /// way nearly every record would be a request of its own.
    public static final int IN_FLIGHT = 1;

    /// Compresses batches of one record about as well as lz4 does, which takes 130 kB of buffers
    /// for each of them, and five times as long.
    public static final String COMPRESSION = "snappy";

    private Batching() {}
}
