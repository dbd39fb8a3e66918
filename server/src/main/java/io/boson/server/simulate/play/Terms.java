package io.boson.server.simulate.play;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// How a fleet is to be played.
///
/// @param api where the server is, such as `http://localhost:3000`
/// @param enrolmentKey shown at each registration; empty where anyone may register
/// @param heartbeat the interval that nodes announce, 10 to 300 s
/// @param routesPerSecond requests of all clients together
/// @param relay whether both ends attach to the relay and exchange packets
/// @param keep whether nodes and sessions stay at the end
public record Terms(
        URI api,
        Optional<String> enrolmentKey,
        Duration heartbeat,
        double routesPerSecond,
        boolean relay,
        boolean keep) {}
