package io.boson.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/// A clock that stands still until it is told otherwise. Thread-safe; always UTC.
public final class SettableClock extends Clock {

    private volatile Instant now;

    public SettableClock(Instant start) {
        now = start;
    }

    /// Forward, or back where the duration is negative.
    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }

    public synchronized void moveTo(Instant instant) {
        now = instant;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /// Refuses any zone but UTC: nothing in Boson knows another.
    @Override
    public Clock withZone(ZoneId zone) {
        if (!zone.equals(ZoneOffset.UTC)) {
            throw new IllegalArgumentException("only UTC, not " + zone);
        }
        return this;
    }
}
