package io.boson.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.log.EventLog;
import io.boson.projections.session.SessionOutcome;
import io.boson.projections.session.Sessions;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class InMemorySessionsTest extends SessionsContract {

    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final InMemorySessions sessions = InMemorySessions.following(log);

    @Override
    protected EventLog log() {
        return log;
    }

    @Override
    protected Sessions sessions() {
        return sessions;
    }

    @Test
    void theArbiterCanFallSilent() {
        sessions.stopAnswering();
        NodeSample node = NodeSample.of(1);
        SessionOutcome outcome =
                sessions.awaitOutcome(
                        Samples.sessionId(1),
                        Duration.ofSeconds(1),
                        () -> log.append(Samples.envelope(Samples.requested(1, node, Samples.T0))));
        assertThat(outcome).isEqualTo(new SessionOutcome.NoAnswer());
        assertThat(sessions.snapshot().size()).isZero();
    }
}
