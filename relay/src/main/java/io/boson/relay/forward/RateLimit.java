package io.boson.relay.forward;

/// A sender's rate, each packet counted with [TokenBucket#PACKET_COST] beside its bytes.
///
/// @param bytesPerSecond 16 KiB to 16 GiB
/// @param burstBytes what may come at once after a pause; 128 KiB to 1 GiB, so that the largest
///     frame always fits
public record RateLimit(long bytesPerSecond, long burstBytes) {

    private static final long RATE_LOW = 16L << 10;
    private static final long RATE_HIGH = 16L << 30;
    private static final long BURST_LOW = 128L << 10;
    private static final long BURST_HIGH = 1L << 30;

    public RateLimit {
        if (bytesPerSecond < RATE_LOW || bytesPerSecond > RATE_HIGH) {
            throw new IllegalArgumentException(
                    "bytesPerSecond must be from %d to %d, is %d"
                            .formatted(RATE_LOW, RATE_HIGH, bytesPerSecond));
        }
        if (burstBytes < BURST_LOW || burstBytes > BURST_HIGH) {
            throw new IllegalArgumentException(
                    "burstBytes must be from %d to %d, is %d"
                            .formatted(BURST_LOW, BURST_HIGH, burstBytes));
        }
    }
}
