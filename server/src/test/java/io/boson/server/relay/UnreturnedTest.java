package io.boson.server.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.events.Event;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.Traffic;
import io.boson.server.log.Envelopes;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemoryFleet;
import io.boson.testkit.InMemorySessions;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.boson.testkit.SettableClock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Delayed;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UnreturnedTest {

    private static final String OURS = "relay-1";
    private static final String THEIRS = "relay-2";
    private static final NodeSample NODE = NodeSample.of(1);
    private static final NodeSample OTHER = NodeSample.of(2);

    private final SettableClock clock = new SettableClock(Samples.T0.plusSeconds(60));
    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final InMemoryFleet fleet = InMemoryFleet.following(log);
    private final InMemorySessions sessions = InMemorySessions.following(log);
    private final RelayFacts facts =
            new RelayFacts(OURS, log, new Envelopes(clock, new Random(1)), clock);
    private final Unreturned unreturned = new Unreturned(OURS, fleet, sessions, facts, clock);
    private final ScheduledThreadPoolExecutor scheduler = new ScheduledThreadPoolExecutor(1);

    @BeforeEach
    void twoNodesAndThreeSessions() {
        facts.start();
        append(NODE.registered(Samples.T0));
        append(OTHER.registered(Samples.T0));
        for (int session = 1; session <= 3; session++) {
            append(Samples.requested(session, NODE, Samples.T0));
        }
    }

    @AfterEach
    void stop() {
        facts.close();
        scheduler.shutdownNow();
    }

    @Test
    void whoDidNotComeBackIsSaidToBeGone() {
        append(attached(1, OURS, 11));
        append(nodeAttached(NODE, OURS, 12));
        List<Unreturned.Held> before = unreturned.held().toList();

        unreturned.tellGone(before);

        awaitDetached(2);
        assertThat(log.events(SessionEvent.Detached.class))
                .containsExactly(
                        new SessionEvent.Detached(
                                Samples.sessionId(1),
                                NODE.id(),
                                OURS,
                                Samples.connection(11),
                                "relay-restarted",
                                Traffic.NONE,
                                clock.instant()));
        assertThat(log.events(SessionEvent.NodeDetached.class))
                .containsExactly(
                        new SessionEvent.NodeDetached(
                                NODE.id(),
                                OURS,
                                Samples.connection(12),
                                "relay-restarted",
                                Traffic.NONE,
                                clock.instant()));
        assertThat(unreturned.held()).isEmpty();
    }

    @Test
    void whoCameBackByAnotherSocketIsLeftAlone() {
        append(attached(1, OURS, 11));
        append(attached(2, OURS, 12));
        append(nodeAttached(NODE, OURS, 13));
        List<Unreturned.Held> before = unreturned.held().toList();
        append(attached(1, OURS, 21));
        append(nodeAttached(NODE, OURS, 23));

        unreturned.tellGone(before);

        awaitDetached(1);
        facts.close();
        assertThat(log.events(SessionEvent.Detached.class))
                .extracting(SessionEvent.Detached::connection)
                .containsExactly(Samples.connection(12));
        assertThat(log.events(SessionEvent.NodeDetached.class)).isEmpty();
    }

    @Test
    void whoEndedOrWentElsewhereMeanwhileIsLeftAlone() {
        append(attached(1, OURS, 11));
        append(attached(2, OURS, 12));
        List<Unreturned.Held> before = unreturned.held().toList();
        append(attached(1, THEIRS, 21));
        append(
                new SessionEvent.Closed(
                        Samples.sessionId(2),
                        NODE.id(),
                        SessionEvent.CloseReason.BY_CLIENT,
                        Samples.T0));

        unreturned.tellGone(before);

        facts.close();
        assertThat(log.events(SessionEvent.Detached.class)).isEmpty();
    }

    @Test
    void whatAnotherRelayHoldsIsNotOurs() {
        append(attached(1, THEIRS, 11));
        append(nodeAttached(OTHER, THEIRS, 12));

        assertThat(unreturned.held()).isEmpty();
    }

    @Test
    void theyHaveAMinute() {
        append(attached(1, OURS, 11));

        unreturned.watch(scheduler);

        assertThat(scheduler.getQueue())
                .singleElement()
                .satisfies(
                        task ->
                                assertThat(((Delayed) task).getDelay(TimeUnit.MILLISECONDS))
                                        .isBetween(30_000L, 60_000L));
    }

    @Test
    void whereNobodyWasHeldNothingIsWaitedFor() {
        unreturned.watch(scheduler);

        assertThat(scheduler.getQueue()).isEmpty();
    }

    private void append(Event event) {
        log.append(Samples.envelope(event));
    }

    private void awaitDetached(int count) {
        await().atMost(Duration.ofSeconds(20))
                .until(
                        () ->
                                log.events(SessionEvent.Detached.class).size()
                                                + log.events(SessionEvent.NodeDetached.class).size()
                                        >= count);
    }

    private static SessionEvent attached(int session, String relay, int connection) {
        return new SessionEvent.Attached(
                Samples.sessionId(session),
                NODE.id(),
                relay,
                Samples.connection(connection),
                Samples.T0.plusSeconds(connection));
    }

    private static SessionEvent nodeAttached(NodeSample node, String relay, int connection) {
        return new SessionEvent.NodeAttached(
                node.id(),
                relay,
                Samples.connection(connection),
                Samples.T0.plusSeconds(connection));
    }
}
