package io.boson.history.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class CoverTest {

    @Test
    void aRangeIsDaysInItsMiddleAndSamplesAtItsEnds() {
        List<Cover> cover = cover("2026-01-01T22:58:30Z", "2026-01-03T01:01:00.001Z");
        assertThat(cover)
                .containsExactly(
                        piece("", "2026-01-01T22:58:30Z", "2026-01-01T22:59:00Z"),
                        piece("minute", "2026-01-01T22:59:00Z", "2026-01-01T23:00:00Z"),
                        piece("hour", "2026-01-01T23:00:00Z", "2026-01-02T00:00:00Z"),
                        piece("day", "2026-01-02T00:00:00Z", "2026-01-03T00:00:00Z"),
                        piece("hour", "2026-01-03T00:00:00Z", "2026-01-03T01:00:00Z"),
                        piece("minute", "2026-01-03T01:00:00Z", "2026-01-03T01:01:00Z"),
                        piece("", "2026-01-03T01:01:00Z", "2026-01-03T01:01:00.001Z"));
    }

    @Test
    void anEmptyRangeIsNothing() {
        assertThat(cover("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z")).isEmpty();
        assertThat(cover("2026-01-02T00:00:00Z", "2026-01-01T00:00:00Z")).isEmpty();
    }

    @Test
    void everyRangeIsCoveredWithoutGapsAndInFewPieces() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            Instant from = Instant.ofEpochMilli(random.nextLong(2_000_000_000_000L));
            Instant to = from.plusMillis(1 + random.nextLong(Duration.ofDays(40).toMillis()));
            List<Cover> cover = Cover.of(from, to);
            assertThat(cover.size()).isBetween(1, 7);
            Instant at = from;
            for (Cover piece : cover) {
                assertThat(piece.from()).isEqualTo(at);
                at = piece.to();
                piece.level()
                        .ifPresent(
                                level -> {
                                    assertThat(level.floor(piece.from())).isEqualTo(piece.from());
                                    assertThat(level.floor(piece.to())).isEqualTo(piece.to());
                                });
            }
            assertThat(at).isEqualTo(to);
        }
    }

    private static Cover piece(String level, String from, String to) {
        return new Cover(
                Optional.of(level).flatMap(Level::parse), Instant.parse(from), Instant.parse(to));
    }

    private static List<Cover> cover(String from, String to) {
        return Cover.of(Instant.parse(from), Instant.parse(to));
    }
}
