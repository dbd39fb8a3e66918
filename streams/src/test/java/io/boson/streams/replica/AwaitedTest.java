package io.boson.streams.replica;

import static io.boson.testkit.Samples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.projections.session.SessionOutcome;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class AwaitedTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration SHORT = Duration.ofMillis(20);
    private static final SessionOutcome REFUSED = new SessionOutcome.NotOpened("refused node-full");

    private final Awaited awaited = new Awaited();

    @Test
    void anOutcomeThatComesBeforeTheRequestReturnsIsNotMissed() {
        assertThat(awaited.await(sessionId(1), PATIENCE, () -> awaited.tell(sessionId(1), REFUSED)))
                .isEqualTo(REFUSED);
        assertThat(awaited.size()).isZero();
    }

    @Test
    void anotherSessionsOutcomeIsNotOurs() {
        assertThat(awaited.await(sessionId(1), SHORT, () -> awaited.tell(sessionId(2), REFUSED)))
                .isEqualTo(new SessionOutcome.NoAnswer());
        assertThat(awaited.size()).isZero();
    }

    /// A client's retry beside its first try, which has run out of patience.
    @Test
    void oneThatGivesUpDoesNotDepriveTheOther() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        FutureTask<SessionOutcome> patient =
                new FutureTask<>(() -> awaited.await(sessionId(1), PATIENCE, asked::countDown));
        Thread.ofPlatform().daemon().start(patient);
        assertThat(asked.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(awaited.await(sessionId(1), SHORT, () -> {}))
                .isEqualTo(new SessionOutcome.NoAnswer());
        awaited.tell(sessionId(1), REFUSED);
        assertThat(patient.get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(REFUSED);
        assertThat(awaited.size()).isZero();
    }

    @Test
    void aRequestThatFailsLeavesNothingBehind() {
        assertThatThrownBy(
                        () ->
                                awaited.await(
                                        sessionId(1),
                                        PATIENCE,
                                        () -> {
                                            throw new IllegalStateException("no log");
                                        }))
                .hasMessage("no log");
        assertThat(awaited.size()).isZero();
    }
}
