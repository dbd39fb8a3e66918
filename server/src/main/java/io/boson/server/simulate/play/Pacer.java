package io.boson.server.simulate.play;

import java.time.Duration;

/// Spreads what many ask evenly over time. Thread-safe. Who comes late has lost its turn: there is
/// no catching up in a burst.
final class Pacer {

    private final long interval;
    private long next;

    Pacer(double perSecond) {
        this.interval = Math.round(1e9 / perSecond);
    }

    /// Takes the next free turn.
    ///
    /// @param now since the play began
    /// @return how long it is until that turn
    synchronized Duration take(Duration now) {
        long turn = Math.max(next, now.toNanos());
        next = turn + interval;
        return Duration.ofNanos(turn - now.toNanos());
    }
}
