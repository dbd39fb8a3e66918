package io.boson.server.cli;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the user asked `boson simulate` for; every value is within its bounds.
///
/// @param api where the server is
/// @param key where the enrolment key comes from
/// @param duration empty: until Ctrl-C
/// @param seed empty: any
/// @param heartbeat the nodes' interval
/// @param relay whether both ends attach to the relay
/// @param keep whether nodes and sessions stay at the end
public record SimulateRequest(
        int nodes,
        int clients,
        URI api,
        EnrolmentKey key,
        Optional<Duration> duration,
        Optional<Long> seed,
        Duration heartbeat,
        double routesPerSecond,
        boolean relay,
        boolean keep,
        Faults faults,
        Screen screen) {

    /// Where the enrolment key comes from.
    public sealed interface EnrolmentKey {

        record Given(String key) implements EnrolmentKey {}

        /// @param data the server's data directory
        /// @param named whether the user named it, and so wants the key that lies there
        record InDirectory(Path data, boolean named) implements EnrolmentKey {}
    }

    /// What goes wrong, in percent.
    ///
    /// @param degrade of the nodes turn bad and recover
    /// @param silent of the nodes stop their heartbeats
    /// @param churn of the nodes leave and come back, each minute
    /// @param dropClients of the clients vanish without closing
    /// @param noise on each measure
    public record Faults(int degrade, int silent, int churn, int dropClients, int noise) {}
}
