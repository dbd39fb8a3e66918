package io.boson.relay.transport;

import java.time.Duration;

/// What a socket may cost before it is known.
///
/// @param timeout from accept to the complete HTTP request; 100 ms to 60 s
/// @param admissionTimeout from the upgrade to the answer of the admissions; 100 ms to 60 s
/// @param admissionsMax questions to the admissions at once, beyond which sockets are refused with
///     1013; 1 to 10,000
/// @param perSecondMax handshakes that may begin in a second, beyond which sockets are answered 503
///     with a time to come back at; 1 to 100,000
/// @param heldBytesMax bytes read and kept while a socket awaits admission, beyond which it is not
///     read; 1 KiB to 1 MiB
public record HandshakeLimits(
        Duration timeout,
        Duration admissionTimeout,
        int admissionsMax,
        int perSecondMax,
        int heldBytesMax) {

    private static final Duration LOW = Duration.ofMillis(100);
    private static final Duration HIGH = Duration.ofSeconds(60);

    public static final HandshakeLimits DEFAULT =
            new HandshakeLimits(
                    Duration.ofSeconds(10), Duration.ofSeconds(10), 256, 1000, 256 << 10);

    public HandshakeLimits withPerSecondMax(int max) {
        return new HandshakeLimits(timeout, admissionTimeout, admissionsMax, max, heldBytesMax);
    }

    public HandshakeLimits {
        Bounds.within("timeout", timeout, LOW, HIGH);
        Bounds.within("admissionTimeout", admissionTimeout, LOW, HIGH);
        Bounds.within("admissionsMax", admissionsMax, 1, 10_000);
        Bounds.within("perSecondMax", perSecondMax, 1, 100_000);
        Bounds.within("heldBytesMax", heldBytesMax, 1 << 10, 1 << 20);
    }
}
