package io.boson.server.config;

/// How fast somebody may send packets; each packet counts some bytes beside its own.
///
/// @param bytesPerSecond for ever
/// @param burst bytes at once after a pause
public record ByteRate(int bytesPerSecond, int burst) {

    private static final int RATE_MIN = 16 << 10;
    private static final int RATE_MAX = 1 << 30;
    private static final int BURST_MIN = 128 << 10;
    private static final int BURST_MAX = 1 << 30;

    static ByteRate from(Settings settings, String key, ByteRate fallback) {
        return new ByteRate(
                settings.size(key + ".bytesPerSecond", fallback.bytesPerSecond),
                settings.size(key + ".burst", fallback.burst));
    }

    void check(String key) {
        Bounds.between(key + ".bytesPerSecond", bytesPerSecond, RATE_MIN, RATE_MAX);
        Bounds.between(key + ".burst", burst, BURST_MIN, BURST_MAX);
    }
}
