package io.boson.events.routing;

/// The values from which on a measured part counts nothing; at zero it counts whole, in between in
/// proportion.
///
/// @param latencyWorst milliseconds
/// @param jitterWorst milliseconds
/// @param lossWorst percent
/// @param distanceWorst kilometres
public record PartLimits(int latencyWorst, int jitterWorst, int lossWorst, int distanceWorst) {

    public static final int MILLIS_MAX = 60_000;
    public static final int PERCENT_MAX = 100;

    /// Half the Earth's circumference.
    public static final int KILOMETRES_MAX = 20_038;

    public PartLimits {
        RoutePolicy.check("limits.latencyWorst", latencyWorst, 1, MILLIS_MAX);
        RoutePolicy.check("limits.jitterWorst", jitterWorst, 1, MILLIS_MAX);
        RoutePolicy.check("limits.lossWorst", lossWorst, 1, PERCENT_MAX);
        RoutePolicy.check("limits.distanceWorst", distanceWorst, 1, KILOMETRES_MAX);
    }
}
