package io.boson.server.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.events.node.NodeId;
import io.boson.events.session.Attachment;
import io.boson.events.session.Session;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionUsage;
import io.boson.relay.ConnectionId;
import io.boson.relay.DetachReason;
import io.boson.relay.Traffic;
import io.boson.server.log.Envelopes;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.boson.testkit.SettableClock;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RelayFactsTest {

    private static final NodeId NODE = Samples.nodeId(1);
    private static final SessionId SESSION = Samples.sessionId(1);
    private static final ConnectionId CONNECTION = connection(1);

    private final SettableClock clock = new SettableClock(Samples.T0.plusNanos(7_000_001));
    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final RelayFacts facts =
            new RelayFacts("relay-1", log, new Envelopes(clock, new Random(1)), clock);

    @AfterEach
    void stop() {
        log.comeBack();
        facts.close();
    }

    @Test
    void everyAttachmentAndItsEndBecomesAFact() {
        facts.start();
        facts.nodeAttached(NODE, CONNECTION);
        facts.clientAttached(SESSION, NODE, connection(2));
        facts.clientDetached(
                SESSION,
                NODE,
                connection(2),
                DetachReason.CONNECTION_LOST,
                new Traffic(1, 20, 3, 40),
                Duration.ZERO);
        facts.nodeDetached(NODE, CONNECTION, DetachReason.REPLACED, Traffic.NONE);

        awaitFacts(4);
        var at = Samples.T0.plusMillis(7);
        assertThat(written())
                .containsExactly(
                        new SessionEvent.NodeAttached(NODE, "relay-1", CONNECTION.value(), at),
                        new SessionEvent.Attached(
                                SESSION, NODE, "relay-1", Samples.connection(2), at),
                        new SessionEvent.Detached(
                                SESSION,
                                NODE,
                                "relay-1",
                                Samples.connection(2),
                                "connection-lost",
                                new io.boson.events.session.Traffic(1, 20, 3, 40),
                                at),
                        new SessionEvent.NodeDetached(
                                NODE,
                                "relay-1",
                                CONNECTION.value(),
                                "replaced",
                                io.boson.events.session.Traffic.NONE,
                                at));
        assertThat(log.appended().getFirst().envelope().actor()).isEqualTo("boson");
        assertThat(log.appended().getFirst().envelope().correlationId()).isEqualTo("relay-relay-1");
    }

    /// Its session's time to come back counts from there, not from when it was noticed.
    @Test
    void aClientThatFellSilentOnUdpWasDetachedAtItsLastPacket() {
        facts.start();
        facts.clientAttached(SESSION, NODE, CONNECTION);
        clock.advance(Duration.ofSeconds(191));
        facts.clientDetached(
                SESSION,
                NODE,
                CONNECTION,
                DetachReason.SILENT,
                Traffic.NONE,
                Duration.ofMillis(190_500));

        awaitFacts(2);
        var lastPacket = Samples.T0.plusMillis(507);
        assertThat(log.events(SessionEvent.Detached.class))
                .extracting(SessionEvent.Detached::at)
                .containsExactly(lastPacket);
        Session session =
                new Session.Live(
                        Samples.requested(1, NodeSample.of(1), Samples.T0).request().terms(),
                        Samples.T0,
                        new Attachment.Attached("relay-1", CONNECTION.value(), Samples.T0));
        assertThat(session.evolve(log.events(SessionEvent.Detached.class).getFirst()).expiresAt())
                .isEqualTo(lastPacket.plus(Session.DETACHED_MAX))
                .isBefore(clock.instant());
    }

    @Test
    void aSpentQuotaClosesTheSession() {
        facts.start();
        facts.quotaSpent(SESSION, NODE);

        awaitFacts(1);
        assertThat(written())
                .containsExactly(
                        new SessionEvent.Closed(
                                SESSION,
                                NODE,
                                SessionEvent.CloseReason.QUOTA_SPENT,
                                Samples.T0.plusMillis(7)));
    }

    @Test
    void usageNamesWhereTheClientIs() {
        facts.start();
        facts.clientUsed(
                SESSION,
                NODE,
                CONNECTION,
                new InetSocketAddress("203.0.113.7", 40_123),
                new Traffic(1, 2, 3, 4));

        awaitFacts(1);
        assertThat(log.appended().getFirst().envelope().event())
                .isEqualTo(
                        new SessionUsage(
                                SESSION,
                                NODE,
                                "relay-1",
                                CONNECTION.value(),
                                "203.0.113.7",
                                40_123,
                                new io.boson.events.session.Traffic(1, 2, 3, 4),
                                Samples.T0.plusMillis(7)));
    }

    @Test
    void theOrderIsKept() {
        facts.start();
        IntStream.range(0, 500).forEach(i -> facts.nodeAttached(NODE, connection(i)));

        awaitFacts(500);
        assertThat(connections()).isEqualTo(numbered(500));
    }

    @Test
    void whileTheLogIsAwayNothingIsLostAndNothingOvertakes() {
        log.goAway();
        facts.start();
        IntStream.range(0, 20).forEach(i -> facts.nodeAttached(NODE, connection(i)));
        await().during(Duration.ofMillis(50)).until(() -> log.appended().isEmpty());
        log.comeBack();
        facts.nodeAttached(NODE, connection(20));

        awaitFacts(21);
        assertThat(connections()).isEqualTo(numbered(21));
        assertThat(facts.droppedTotal()).isZero();
    }

    @Test
    void aFactTriedAgainKeepsItsName() {
        List<UUID> tried = new CopyOnWriteArrayList<>();
        RelayFacts stubborn =
                new RelayFacts(
                        "relay-1",
                        envelope -> {
                            tried.add(envelope.id());
                            return log.append(envelope);
                        },
                        new Envelopes(clock, new Random(1)),
                        clock);
        log.goAway();
        stubborn.start();
        stubborn.nodeAttached(NODE, CONNECTION);
        await().until(() -> !tried.isEmpty());
        log.comeBack();
        awaitFacts(1);
        stubborn.close();

        assertThat(tried).hasSizeGreaterThan(1).containsOnly(tried.getFirst());
    }

    /// A hundred thousand wait; what comes on top is counted, and nobody is kept waiting.
    @Test
    void whatFindsNoRoomIsCounted() {
        for (int i = 0; i < 100_005; i++) {
            facts.nodeAttached(NODE, CONNECTION);
        }

        assertThat(facts.droppedTotal()).isEqualTo(5);
    }

    @Test
    void closingWritesWhatIsQueued() {
        IntStream.range(0, 1_000).forEach(i -> facts.nodeAttached(NODE, connection(i)));
        facts.start();

        facts.close();

        assertThat(connections()).isEqualTo(numbered(1_000));
    }

    @Test
    void closingDoesNotWaitForALogThatStaysAway() {
        log.goAway();
        facts.start();
        facts.nodeAttached(NODE, CONNECTION);

        facts.close();
        log.comeBack();

        await().during(Duration.ofMillis(50)).until(() -> log.appended().isEmpty());
    }

    private void awaitFacts(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> log.appended().size() >= count);
    }

    private List<SessionEvent> written() {
        return log.events(SessionEvent.class);
    }

    private List<UUID> connections() {
        return log.events(SessionEvent.NodeAttached.class).stream()
                .map(SessionEvent.NodeAttached::connection)
                .toList();
    }

    private static List<UUID> numbered(int count) {
        return IntStream.range(0, count).mapToObj(Samples::connection).toList();
    }

    private static ConnectionId connection(int number) {
        return new ConnectionId(Samples.connection(number));
    }
}
