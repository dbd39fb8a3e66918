package io.boson.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RequestIdsTest {

    @Test
    void areVersion7OfTheirMillisecond() {
        Instant now = Instant.parse("2026-11-22T10:15:30.123Z");
        RequestIds ids = new RequestIds(Clock.fixed(now, ZoneOffset.UTC), new Random(5));
        Set<String> seen = new HashSet<>();

        for (int i = 0; i < 1000; i++) {
            UUID id = UUID.fromString(ids.next());
            assertThat(id.version()).isEqualTo(7);
            assertThat(id.variant()).isEqualTo(2);
            assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
            assertThat(seen.add(id.toString())).isTrue();
        }
    }
}
