package io.boson.streams.replica;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class RecentDecisionsTest {

    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofHours(24);

    private final RecentDecisions recent = new RecentDecisions(DAY, 3);

    @Test
    void isKeptForADayAfterItWasLastOfInterest() {
        recent.note(id(1), at(1), T0);
        assertThat(recent.find(id(1), T0.plus(DAY))).contains(at(1));
        assertThat(recent.find(id(1), T0.plus(DAY).plusMillis(1))).isEmpty();

        recent.note(id(1), at(1), T0.plusSeconds(60)); // its session ended
        assertThat(recent.find(id(1), T0.plus(DAY).plusSeconds(60))).contains(at(1));
    }

    @Test
    void whatIsOverMakesRoomByItself() {
        recent.note(id(1), at(1), T0);
        recent.note(id(2), at(2), T0.plus(DAY).plusSeconds(1));
        assertThat(recent.size()).isEqualTo(1);
    }

    @Test
    void neverHoldsMoreThanItMay() {
        for (int i = 1; i <= 5; i++) {
            recent.note(id(i), at(i), T0.plusSeconds(i));
        }
        assertThat(recent.size()).isEqualTo(3);
        assertThat(recent.find(id(2), T0.plusSeconds(6))).isEmpty();
        assertThat(recent.find(id(3), T0.plusSeconds(6))).contains(at(3));
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private static LogPosition at(int offset) {
        return new LogPosition(Topic.SESSIONS, 0, offset);
    }
}
