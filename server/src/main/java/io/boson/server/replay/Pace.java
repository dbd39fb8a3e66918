package io.boson.server.replay;

import io.boson.server.http.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// When each event is due: as far apart as they were, divided by the speed. For one replay.
final class Pace {

    private static final double SPEED_MAX = 100_000;
    private static final double NANOS_PER_MILLI = 1e6;

    private final double speed;
    private final LongSupplier nanoTime;
    private Optional<Instant> first = Optional.empty();
    private long begun;

    private Pace(double speed, LongSupplier nanoTime) {
        this.speed = speed;
        this.nanoTime = nanoTime;
    }

    /// @param speed 1 as it happened, 2 twice as fast, 0 as fast as it can be read; null is 0
    /// @param nanoTime a monotonic clock, in nanoseconds
    /// @throws io.boson.server.http.ProblemException 400 where it is none
    static Pace parse(@Nullable String speed, LongSupplier nanoTime) {
        if (speed == null) {
            return new Pace(0, nanoTime);
        }
        try {
            double value = Double.parseDouble(speed);
            if (value >= 0 && value <= SPEED_MAX) {
                return new Pace(value, nanoTime);
            }
        } catch (NumberFormatException none) {
            throw wrong();
        }
        throw wrong();
    }

    private static RuntimeException wrong() {
        return Problem.invalid(
                        java.util.List.of(
                                new Problem.Detail(
                                        "speed", "must be a number from 0 to " + (int) SPEED_MAX)))
                .asException();
    }

    /// How long to wait for an event of this time; not positive where it is due.
    Duration until(Instant time) {
        if (speed == 0) {
            return Duration.ZERO;
        }
        if (first.isEmpty()) {
            first = Optional.of(time);
            begun = nanoTime.getAsLong();
        }
        double dueNanos = Duration.between(first.get(), time).toMillis() * NANOS_PER_MILLI / speed;
        return Duration.ofNanos((long) dueNanos - (nanoTime.getAsLong() - begun));
    }
}
