package io.boson.relay.forward;

import java.time.Duration;

/// How much may wait for one receiver.
///
/// @param bytesMax packets waiting, with [SendQueue#ENTRY_COST] each; from 128 KiB to 64 MiB
/// @param ageMax how long a packet may wait; from 10 ms to 60 s. A tunnelled TCP gains nothing
///     from a packet that its sender has long repeated
public record SendLimits(int bytesMax, Duration ageMax) {

    private static final int BYTES_LOW = 128 << 10;
    private static final int BYTES_HIGH = 64 << 20;
    private static final Duration AGE_LOW = Duration.ofMillis(10);
    private static final Duration AGE_HIGH = Duration.ofSeconds(60);

    public static final SendLimits DEFAULT = new SendLimits(1 << 20, Duration.ofSeconds(1));

    public SendLimits {
        if (bytesMax < BYTES_LOW || bytesMax > BYTES_HIGH) {
            throw new IllegalArgumentException(
                    "bytesMax must be from %d to %d, is %d"
                            .formatted(BYTES_LOW, BYTES_HIGH, bytesMax));
        }
        if (ageMax.compareTo(AGE_LOW) < 0 || ageMax.compareTo(AGE_HIGH) > 0) {
            throw new IllegalArgumentException(
                    "ageMax must be from %s to %s, is %s".formatted(AGE_LOW, AGE_HIGH, ageMax));
        }
    }
}
