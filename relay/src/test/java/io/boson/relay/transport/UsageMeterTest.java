package io.boson.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.relay.Traffic;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.util.concurrent.MockTicker;
import io.netty.util.concurrent.Ticker;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class UsageMeterTest {

    private final MockTicker ticker = Ticker.newMockTicker();
    private final EmbeddedChannel channel = EmbeddedChannel.builder().ticker(ticker).build();
    private final List<Traffic> told = new ArrayList<>();
    private final UsageMeter meter = new UsageMeter();

    /// As a node's.
    @Test
    void whereNobodyWantsToKnowItOnlyCounts() {
        meter.received(1, 5);
        meter.sent(2, 7);

        assertThat(hasTimer()).isFalse();
        meter.stop();
        assertThat(meter.total()).isEqualTo(new Traffic(1, 5, 2, 7));
    }

    @Test
    void aTimerRunsOnlyWhileThereIsSomethingToTell() {
        meter.tell(channel.eventLoop(), told::add);
        assertThat(told).containsExactly(Traffic.NONE);
        assertThat(hasTimer()).isFalse();

        meter.received(1, 5);
        meter.sent(2, 7);
        assertThat(hasTimer()).isTrue();
        passInterval();

        assertThat(told).containsExactly(Traffic.NONE, new Traffic(1, 5, 2, 7));
        assertThat(hasTimer()).isFalse();
        passInterval();
        assertThat(told).hasSize(2);
    }

    @Test
    void theRestIsToldAtTheEndAndNothingLater() {
        meter.tell(channel.eventLoop(), told::add);
        meter.sent(1, 5);
        meter.stop();
        assertThat(told).containsExactly(Traffic.NONE, new Traffic(0, 0, 1, 5));
        assertThat(hasTimer()).isFalse();

        meter.sent(1, 5);
        assertThat(hasTimer()).isFalse();
        assertThat(meter.total()).isEqualTo(new Traffic(0, 0, 2, 10));
    }

    private boolean hasTimer() {
        return channel.runScheduledPendingTasks() >= 0;
    }

    private void passInterval() {
        ticker.advance(UsageMeter.INTERVAL.toNanos(), TimeUnit.NANOSECONDS);
        channel.runScheduledPendingTasks();
    }
}
