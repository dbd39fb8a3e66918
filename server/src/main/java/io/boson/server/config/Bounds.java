package io.boson.server.config;

import java.time.Duration;

/// The checks that configuration records share. Each throws a [ConfigException] naming the key.
final class Bounds {

    private static final int PORT_MAX = 65_535;

    private Bounds() {}

    /// 0 asks the system for any free port.
    static void port(String key, int port) {
        if (port < 0 || port > PORT_MAX) {
            throw new ConfigException(key, "must be a port from 0 to 65535, not " + port);
        }
    }

    static void between(String key, long value, long min, long max) {
        if (value < min || value > max) {
            throw new ConfigException(
                    key, "must be from %d to %d, not %d".formatted(min, max, value));
        }
    }

    static void between(String key, Duration value, Duration min, Duration max) {
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0) {
            throw new ConfigException(
                    key,
                    "must be from %s to %s, not %s"
                            .formatted(Units.text(min), Units.text(max), Units.text(value)));
        }
    }
}
