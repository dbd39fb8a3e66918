package io.boson.relay.transport;

import java.time.Duration;

/// Refuses settings that cannot work, by their name.
final class Bounds {

    private Bounds() {}

    static void within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "%s must be from %d to %d, is %d".formatted(name, low, high, value));
        }
    }

    static void within(String name, Duration value, Duration low, Duration high) {
        if (value.compareTo(low) < 0 || value.compareTo(high) > 0) {
            throw new IllegalArgumentException(
                    "%s must be from %s to %s, is %s".formatted(name, low, high, value));
        }
    }
}
