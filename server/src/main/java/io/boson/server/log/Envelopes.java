package io.boson.server.log;

import io.boson.events.Event;
import io.boson.events.log.EventEnvelope;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/// Wraps events for the log. Event ids are UUIDv7 (RFC 9562 5.7), so that they sort by time.
public final class Envelopes {

    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000_0000_0000_0000L;

    private final Clock clock;
    private final RandomGenerator random;

    public Envelopes(Clock clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public EventEnvelope of(Event event, Origin origin) {
        return new EventEnvelope(
                uuid(),
                event,
                origin.correlationId(),
                Optional.empty(),
                origin.actor(),
                origin.traceparent());
    }

    /// ```
    ///   48 bits milliseconds | 0111 | 12 bits random || 10 | 62 bits random
    /// ```
    public UUID uuid() {
        long high = (clock.millis() << 16) | VERSION_7 | (random.nextLong() & 0xfffL);
        long low = VARIANT | (random.nextLong() >>> 2);
        return new UUID(high, low);
    }
}
