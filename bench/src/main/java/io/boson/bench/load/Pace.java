package io.boson.bench.load;

/// When requests are due.
///
/// @param perSecond requests a second, whether the server keeps up or not; 0 for the next one on
///     each connection as soon as the last is answered
public record Pace(double perSecond) {

    public static final Pace FLAT_OUT = new Pace(0);

    private static final double NANOS = 1e9;

    boolean isFlatOut() {
        return perSecond == 0;
    }

    /// When request `number`, counted from 0, is due in a run that began at `start`.
    long due(long start, long number) {
        return isFlatOut() ? start : start + (long) (number * NANOS / perSecond);
    }
}
