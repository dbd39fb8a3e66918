package io.boson.projections.route;

import io.boson.events.node.Location.Coordinates;

/// How far two places are apart, along the surface of a sphere.
final class Distance {

    private static final double EARTH_RADIUS_KILOMETRES = 6_371;

    private Distance() {}

    /// By the haversine formula. `StrictMath`, because a recorded decision must come out the same
    /// on every machine.
    static double kilometres(Coordinates a, Coordinates b) {
        double latitude = StrictMath.toRadians(b.latitude() - a.latitude());
        double longitude = StrictMath.toRadians(b.longitude() - a.longitude());
        double haversine =
                squaredSine(latitude / 2)
                        + StrictMath.cos(StrictMath.toRadians(a.latitude()))
                                * StrictMath.cos(StrictMath.toRadians(b.latitude()))
                                * squaredSine(longitude / 2);
        return 2 * EARTH_RADIUS_KILOMETRES * StrictMath.asin(StrictMath.sqrt(haversine));
    }

    private static double squaredSine(double angle) {
        double sine = StrictMath.sin(angle);
        return sine * sine;
    }
}
