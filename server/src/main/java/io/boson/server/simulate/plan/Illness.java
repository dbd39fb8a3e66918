package io.boson.server.simulate.plan;

import java.time.Duration;

/// Bad times that come and go.
///
/// @param onset when the first begins, in milliseconds since the play began
/// @param bad how long each lasts
/// @param good how long it is well in between
record Illness(long onset, long bad, long good) {

    static Illness draw(Dice dice, Duration heartbeat) {
        long beat = heartbeat.toMillis();
        return new Illness(
                Math.round(dice.between(1, 3) * beat),
                Math.round(dice.between(2, 4) * beat),
                Math.round(dice.between(3, 6) * beat));
    }

    boolean reigns(long millis) {
        return millis >= onset && (millis - onset) % (bad + good) < bad;
    }
}
