package io.boson.events.node;

import java.time.Duration;

/// Everything a node states when it registers; replaced as a whole by the next registration.
///
/// @param heartbeatIntervalSeconds how often it means to send heartbeats, 10 to 300
public record NodeProfile(
        WireGuardKey publicKey,
        NetworkInfo networkInfo,
        Capabilities capabilities,
        Location location,
        int heartbeatIntervalSeconds) {

    public static final int HEARTBEAT_INTERVAL_SECONDS_DEFAULT = 30;
    public static final int HEARTBEAT_INTERVAL_SECONDS_MIN = 10;
    public static final int HEARTBEAT_INTERVAL_SECONDS_MAX = 300;

    private static final Duration SILENT_AFTER_MIN = Duration.ofSeconds(90);
    private static final Duration REMOVED_AFTER_MIN = Duration.ofMinutes(10);

    /// Three missed heartbeats, but never less than a home router takes to reboot its uplink.
    public Duration silentAfter() {
        return longer(SILENT_AFTER_MIN, Duration.ofSeconds(3L * heartbeatIntervalSeconds));
    }

    public Duration removedAfter() {
        return longer(REMOVED_AFTER_MIN, Duration.ofSeconds(10L * heartbeatIntervalSeconds));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}
