package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.BEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.relay.RecordingListener;
import java.time.Duration;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AcceptRampTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void soManyAtOnceThenTheRate() {
        AcceptRamp ramp = new AcceptRamp(10, new Random(1), 0);

        assertThat(admitted(ramp, 0)).isEqualTo(10);
        assertThat(admitted(ramp, SECOND / 2)).isEqualTo(5);
        assertThat(admitted(ramp, 100 * SECOND)).isEqualTo(10);
    }

    @Test
    void whoIsTurnedAwayComesBackAtATimeOfItsOwn() {
        AcceptRamp ramp = new AcceptRamp(1, new Random(1), 0);

        assertThat(IntStream.range(0, 1_000).map(_ -> ramp.retryAfterSeconds()).distinct())
                .containsExactlyInAnyOrder(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    }

    @Test
    void theHandshakeTooManyIsToldWhenToComeBack() {
        try (EmbeddedRelay relay = new EmbeddedRelay(new RecordingListener())) {
            relay.upgrade(ANN);
            admitted(relay.station.ramp(), 0);

            assertThatThrownBy(() -> relay.upgrade(BEN))
                    .hasMessageContaining("HTTP/1.1 503 ")
                    .hasMessageMatching("(?is).*retry-after: ([1-9]|10)\r\n.*");
            assertThat(relay.station.tally().sum(0, 0).handshakeFaults())
                    .containsEntry(HandshakeFault.TOO_MANY_HANDSHAKES, 1L);
            relay.pass(Duration.ofSeconds(1));
            relay.upgrade(BEN);
        }
    }

    private static int admitted(AcceptRamp ramp, long now) {
        int count = 0;
        while (ramp.admits(now)) {
            count++;
        }
        return count;
    }
}
