package io.boson.server.config;

/// A token bucket's measures: it refills steadily and never holds more than the burst.
///
/// @param perSecond requests a second for ever
/// @param burst requests at once after a quiet time
public record Rate(int perSecond, int burst) {

    /// For limits that are never to be met, as in a load test: the largest a bucket takes.
    public static final int MAX = 1_000_000;

    static Rate from(Settings settings, String key, Rate fallback) {
        return new Rate(
                settings.number(key + ".perSecond", fallback.perSecond),
                settings.number(key + ".burst", fallback.burst));
    }

    void check(String key) {
        Bounds.between(key + ".perSecond", perSecond, 1, MAX);
        Bounds.between(key + ".burst", burst, 1, MAX);
    }
}
