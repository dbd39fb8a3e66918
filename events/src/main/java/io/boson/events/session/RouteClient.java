package io.boson.events.session;

import io.boson.events.node.Location.Coordinates;
import io.boson.events.routing.NatFacts;
import java.util.Optional;

/// What a routing decision may know of the client, and its record keep: no address, and a place no
/// finer than some ten kilometres.
///
/// @param coordinates rounded to a tenth of a degree, whatever was given
public record RouteClient(NatFacts nat, Optional<Coordinates> coordinates) {

    private static final double STEPS_PER_DEGREE = 10;

    public RouteClient {
        coordinates = coordinates.map(RouteClient::coarse);
    }

    /// To a tenth of a degree.
    public static Coordinates coarse(Coordinates exact) {
        return new Coordinates(coarse(exact.latitude()), coarse(exact.longitude()));
    }

    private static double coarse(double degrees) {
        return Math.round(degrees * STEPS_PER_DEGREE) / STEPS_PER_DEGREE;
    }
}
