package io.boson.streams.log;

import java.time.Duration;

/// How much a consumer is given at a time, and how long a broker gathers that.
///
/// @param recordsMax that one poll returns
/// @param bytesMax that one fetch brings, compressed as they lie in the log
/// @param bytesMin for which a broker lets a fetch wait
/// @param waitMax but no longer than this
public record FetchLimits(int recordsMax, int bytesMax, int bytesMin, Duration waitMax) {

    private static final Duration QUIET = Duration.ofMillis(500);

    /// Whatever there is comes at once.
    public static FetchLimits atOnce(int recordsMax, int bytesMax) {
        return new FetchLimits(recordsMax, bytesMax, 1, QUIET);
    }

    /// For who is in no hurry: under load a broker would otherwise answer a fetch for nearly every
    /// record, which costs it more than the record itself.
    public FetchLimits gathered(int newBytesMin, Duration newWaitMax) {
        return new FetchLimits(recordsMax, bytesMax, newBytesMin, newWaitMax);
    }
}
