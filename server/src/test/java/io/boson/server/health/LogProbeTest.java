package io.boson.server.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.server.health.Probe.State;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogProbeTest {

    private final AtomicLong nanos = new AtomicLong(-5);
    private boolean there = true;
    private int asked;

    private final LogProbe probe =
            new LogProbe(
                    () -> {
                        asked++;
                        nanos.addAndGet(2_500_000);
                        if (!there) {
                            throw new TimeoutException("no answer");
                        }
                    },
                    nanos::get);

    @Test
    void beforeItAskedNothingIsPromised() {
        assertThat(probe.report().state()).isEqualTo(State.UNHEALTHY);
        assertThat(probe.report().why()).isPresent();
    }

    @Test
    void anAnswerIsHealthAndHowLongItTook() {
        probe.look();

        assertThat(probe.report().state()).isEqualTo(State.HEALTHY);
        assertThat(probe.report().latencyMillis()).contains(2.5);
        assertThat(probe.report().why()).isEmpty();
    }

    @Test
    void silenceIsNotAndIsForgottenWithTheNextAnswer() {
        probe.look();
        there = false;
        probe.look();
        assertThat(probe.report().state()).isEqualTo(State.UNHEALTHY);
        assertThat(probe.report().why()).contains("Kafka does not answer");

        there = true;
        probe.look();

        assertThat(probe.report().state()).isEqualTo(State.HEALTHY);
    }

    @Test
    void whoeverAsksTheProbeDoesNotAskTheLog() {
        probe.look();
        for (int i = 0; i < 100; i++) {
            probe.report();
        }

        assertThat(asked).isEqualTo(1);
    }

    @Test
    void itGoesOnAsking() {
        AtomicInteger questions = new AtomicInteger();
        LogProbe watching = new LogProbe(questions::incrementAndGet, System::nanoTime);
        try (var scheduler = Executors.newSingleThreadScheduledExecutor()) {
            watching.start(scheduler);
            assertThat(watching.report().state()).isEqualTo(State.HEALTHY);

            await().until(() -> questions.get() >= 2);
            scheduler.shutdownNow();
        }
    }
}
