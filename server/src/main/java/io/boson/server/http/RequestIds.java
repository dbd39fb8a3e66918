package io.boson.server.http;

import java.time.Clock;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Names for requests: UUIDs of version 7 (RFC 9562 5.7), so that they sort by time.
///
/// ```text
/// 48 bits Unix milliseconds | version 7 | 12 bits random | variant 10 | 62 bits random
/// ```
///
/// They name, they protect nothing: the generator need not be a secure one, but has to bear many
/// threads.
public final class RequestIds {

    private static final long VERSION = 0x7000L;
    private static final long RANDOM_A = 0x0FFFL;
    private static final long VARIANT = 0x8000_0000_0000_0000L;
    private static final long RANDOM_B = 0x3FFF_FFFF_FFFF_FFFFL;

    private final Clock clock;
    private final RandomGenerator random;

    public RequestIds(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    String next() {
        long high = (clock.millis() << 16) | VERSION | (random.nextLong() & RANDOM_A);
        return new UUID(high, VARIANT | (random.nextLong() & RANDOM_B)).toString();
    }

    /// A caller's own name for its request, if it is one we can repeat without harm: 1 to 64
    /// letters, digits and `-_.:`.
    static boolean isSane(String id) {
        if (id.isEmpty() || id.length() > 64) {
            return false;
        }
        return id.chars()
                .allMatch(c -> c < 128 && (Character.isLetterOrDigit(c) || "-_.:".indexOf(c) >= 0));
    }
}
