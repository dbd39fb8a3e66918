package io.boson.relay.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final int BURST = 128 << 10;
    private static final int RATE = 64 << 10;

    private final TokenBucket bucket = new TokenBucket(new RateLimit(RATE, BURST), 0);

    @Test
    void aBurstThenTheRate() {
        assertThat(takes(1_000, 0)).isEqualTo(BURST / 1_000);
        assertThat(takes(1_000, SECOND)).isBetween(RATE / 1_000 - 1, RATE / 1_000 + 1);
        assertThat(takes(1_000, SECOND)).isZero();
    }

    @Test
    void nothingIsSavedBeyondTheBurst() {
        assertThat(takes(1_000, 1_000 * SECOND)).isEqualTo(BURST / 1_000);
    }

    @Test
    void whatDoesNotFitTakesNothing() {
        assertThat(bucket.take(1, BURST, 0)).isFalse();
        assertThat(bucket.take(1, BURST - TokenBucket.PACKET_COST, 0)).isTrue();
        assertThat(bucket.take(1, 0, 0)).isFalse();
    }

    @Test
    void whatIsGivenBackMayBeTakenAgainButNoMoreThanTheBurst() {
        int all = BURST - TokenBucket.PACKET_COST;
        assertThat(bucket.take(1, all, 0)).isTrue();
        bucket.giveBack(1, all);
        bucket.giveBack(1, all);
        assertThat(bucket.take(1, all, 0)).isTrue();
        assertThat(bucket.take(1, 0, 0)).isFalse();
    }

    @Test
    void manySmallPacketsCostMoreThanTheirBytes() {
        assertThat(bucket.take(BURST / TokenBucket.PACKET_COST, 1, 0)).isFalse();
    }

    @Test
    void limitsThatCannotWorkAreNamed() {
        assertThatThrownBy(() -> new RateLimit(1, BURST)).hasMessageStartingWith("bytesPerSecond");
        assertThatThrownBy(() -> new RateLimit(RATE, 1)).hasMessageStartingWith("burstBytes");
    }

    /// Packets of so many bytes, with their cost, that pass at one moment.
    private int takes(int cost, long now) {
        int taken = 0;
        while (bucket.take(1, cost - TokenBucket.PACKET_COST, now)) {
            taken++;
        }
        return taken;
    }
}
