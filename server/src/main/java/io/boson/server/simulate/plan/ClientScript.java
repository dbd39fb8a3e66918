package io.boson.server.simulate.plan;

import java.time.Duration;

/// What a client does: session after session, each held for a while.
///
/// @param drops whether it vanishes at the end of each instead of ending it
/// @param mean how long it holds one, on average
public record ClientScript(long seed, int number, boolean drops, Duration mean) {

    private static final Duration HOLDS_MIN = Duration.ofSeconds(1);
    private static final Duration HOLDS_MAX = Duration.ofMinutes(10);

    /// @param session how many it has had before
    public Duration holds(int session) {
        double factor = Dice.of(seed ^ number, "holds", session).between(0.5, 1.5);
        Duration drawn = Duration.ofMillis(Math.round(mean.toMillis() * factor));
        Duration atLeast = drawn.compareTo(HOLDS_MIN) < 0 ? HOLDS_MIN : drawn;
        return atLeast.compareTo(HOLDS_MAX) > 0 ? HOLDS_MAX : atLeast;
    }
}
