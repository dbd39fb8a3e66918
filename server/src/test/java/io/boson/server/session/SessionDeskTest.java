package io.boson.server.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.log.EventEnvelope;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.projections.session.LiveSession;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemorySessions;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.boson.testkit.SettableClock;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionDeskTest {

    private static final NodeSample NODE = NodeSample.of(1);
    private static final Origin ORIGIN = new Origin("request-1", "session:s", Optional.empty());

    private final SettableClock clock = new SettableClock(Samples.T0);
    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final InMemorySessions sessions = InMemorySessions.following(log);
    private final SessionDesk desk =
            new SessionDesk(sessions, log, new Envelopes(clock, new Random(1)), clock);

    @ParameterizedTest
    @EnumSource
    void aSessionEndsWithTheReasonAndIsSeenToHaveEnded(CloseReason reason) {
        LiveSession live = open(1);
        clock.advance(Duration.ofNanos(5_400_000));

        LogPosition position = desk.end(live, reason, ORIGIN).orElseThrow();

        assertThat(log.find(position).map(EventEnvelope::event))
                .contains(
                        new SessionEvent.Closed(
                                live.id(), NODE.id(), reason, Samples.T0.plusMillis(5)));
        assertThat(log.find(position).map(EventEnvelope::actor)).contains("session:s");
        assertThat(sessions.snapshot().find(live.id())).isEmpty();
    }

    @Test
    void theOthersGoOn() {
        LiveSession one = open(1);
        LiveSession other = open(2);

        desk.end(one, CloseReason.BY_CLIENT, ORIGIN);

        assertThat(sessions.snapshot().find(other.id())).isPresent();
        assertThat(sessions.snapshot().countOf(NODE.id())).isEqualTo(1);
    }

    @Test
    void aLogThatIsAwayIsNotHiddenAndTheSessionGoesOn() {
        LiveSession live = open(1);
        log.goAway();

        assertThatThrownBy(() -> desk.end(live, CloseReason.BY_CLIENT, ORIGIN))
                .isInstanceOf(LogUnavailableException.class);
        assertThat(sessions.snapshot().find(live.id())).isPresent();
    }

    private LiveSession open(int number) {
        log.append(Samples.envelope(Samples.requested(number, NODE, Samples.T0)));
        return sessions.snapshot().find(Samples.sessionId(number)).orElseThrow();
    }
}
