package io.boson.streams.reactor;

import static io.boson.testkit.Samples.T0;
import static io.boson.testkit.Samples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.log.EventEnvelope;
import io.boson.events.node.NodeEvent;
import io.boson.events.session.NodeCapacity;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.SessionEvent.Opened;
import io.boson.events.session.SessionEvent.Refused;
import io.boson.events.session.SessionRefusal;
import io.boson.events.session.SessionRequest;
import io.boson.streams.FactRecord;
import io.boson.streams.reactor.CatchUp.OffsetSpan;
import io.boson.streams.reactor.ReactorDriver.Written;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionArbiterTest {

    private static final NodeSample NODE = NodeSample.of(1).withMaxConnections(2);

    @TempDir Path stateDirectory;

    @SuppressWarnings("NullAway.Init") // every test begins with begin()
    private ReactorDriver driver;

    @BeforeEach
    void begin() {
        driver = new ReactorDriver(stateDirectory);
    }

    @AfterEach
    void end() {
        driver.close();
    }

    /// Begins anew with a log in which this much is still to be read.
    private void takeOver(long nodes, long sessions) {
        driver.close();
        Map<Topic, OffsetSpan> unread = new EnumMap<>(ReactorDriver.EMPTY);
        unread.put(Topic.NODES, new OffsetSpan(0, nodes));
        unread.put(Topic.SESSIONS, new OffsetSpan(0, sessions));
        driver = new ReactorDriver(stateDirectory, unread);
    }

    private SessionEvent.Requested request(int number) {
        return Samples.requested(number, NODE, driver.now());
    }

    /// The node's own offset 0 in `nodes`: active, two places.
    private static final NodeCapacity ROOM = new NodeCapacity(true, 2, false, 0);

    private Event opened(int number, int openSessions) {
        return new Opened(sessionId(number), NODE.id(), ROOM, openSessions, driver.now());
    }

    private Event refused(int number, SessionRefusal why, NodeCapacity capacity, int open) {
        return new Refused(
                sessionId(number), NODE.id(), why, Optional.empty(), capacity, open, driver.now());
    }

    @Test
    void opensWhileThereIsRoom() {
        driver.feed(NODE.registered(T0));
        driver.feed(request(1));
        assertThat(driver.events()).containsExactly(opened(1, 0));
        driver.feed(request(2));
        assertThat(driver.events()).containsExactly(opened(2, 1));
        driver.feed(request(3));
        assertThat(driver.events()).containsExactly(refused(3, SessionRefusal.NODE_FULL, ROOM, 2));
    }

    @Test
    void anEndedSessionMakesRoom() {
        driver.feed(NODE.registered(T0));
        driver.feed(request(1));
        driver.feed(request(2));
        driver.feed(
                new SessionEvent.Closed(
                        sessionId(1), NODE.id(), CloseReason.BY_NODE, driver.now()));
        driver.written();
        driver.feed(request(3));
        assertThat(driver.events()).containsExactly(opened(3, 1));
    }

    @Test
    void oneNodesSessionsTakeNothingFromAnother() {
        NodeSample other = NodeSample.of(2).withMaxConnections(1);
        driver.feed(NODE.registered(T0));
        driver.feed(other.registered(T0));
        driver.feed(request(1));
        driver.feed(request(2));
        driver.written();
        driver.feed(Samples.requested(3, other, driver.now()));
        assertThat(driver.events()).hasSize(1).allMatch(event -> event instanceof Opened);
    }

    @Test
    void theAnswerNamesTheRequestThatCausedIt() {
        driver.feed(NODE.registered(T0));
        EventEnvelope request = Samples.envelope(request(1));
        driver.feed(FactRecord.of(request, driver.now()));
        Written written = driver.written().getFirst();
        assertThat(written.correlationId()).isEqualTo(request.correlationId());
        assertThat(written.key()).isEqualTo(NODE.id().toString());
        assertThat(written.id()).hasSize(36).isNotEqualTo(request.id().toString());
    }

    @Test
    void aDrainingNodeRefuses() {
        driver.feed(NODE.registered(T0));
        driver.feed(new NodeEvent.Drained(NODE.id(), T0.plusSeconds(300), T0, T0));
        driver.feed(request(1));
        assertThat(driver.events())
                .containsExactly(
                        refused(
                                1,
                                SessionRefusal.NODE_DRAINING,
                                new NodeCapacity(true, 2, true, 1),
                                0));
    }

    @Test
    void aNodeThatHasLeftRefuses() {
        driver.feed(NODE.registered(T0));
        driver.feed(new NodeEvent.Deregistered(NODE.id(), T0, T0));
        driver.feed(request(1));
        assertThat(driver.events())
                .containsExactly(
                        refused(
                                1,
                                SessionRefusal.NODE_GONE,
                                new NodeCapacity(false, 0, false, 1),
                                0));
    }

    @Test
    void ofFiftyRequestsForTenPlacesTenAreOpened() {
        NodeSample ten = NODE.withMaxConnections(10);
        driver.feed(ten.registered(T0));
        for (int i = 0; i < 50; i++) {
            driver.feed(Samples.requested(i, ten, driver.now()));
        }
        List<Event> events = driver.events();
        assertThat(events).hasSize(50);
        assertThat(events.subList(0, 10)).allMatch(event -> event instanceof Opened);
        assertThat(events.subList(10, 50))
                .allMatch(
                        event ->
                                event instanceof Refused refused
                                        && refused.reason() == SessionRefusal.NODE_FULL);
    }

    /// Samples ask to be answered within 5 s of the broker's time.
    @Test
    void aRequestIsAnsweredUpToItsLimitAndNotLater() {
        driver.feed(NODE.registered(T0));
        driver.pass(Duration.ofSeconds(60));
        driver.written();
        driver.feed(FactRecord.of(request(1)).receivedAt(driver.now().minusMillis(5_001)));
        assertThat(driver.events()).isEmpty();
        driver.feed(FactRecord.of(request(2)).receivedAt(driver.now().minusMillis(5_000)));
        assertThat(driver.events()).containsExactly(opened(2, 0));
    }

    @Test
    void theRequestKnowsBetterWhereItKnowsLater() {
        driver.feed(NODE.registered(T0));
        NodeCapacity later = new NodeCapacity(true, 2, true, 7);
        driver.feed(Samples.requested(1, NODE, later, driver.now()));
        assertThat(driver.events())
                .containsExactly(refused(1, SessionRefusal.NODE_DRAINING, later, 0));
    }

    @Test
    void theArbiterKnowsBetterWhereItKnowsLater() {
        driver.feed(NODE.registered(T0));
        driver.feed(new NodeEvent.Drained(NODE.id(), T0.plusSeconds(300), T0, T0));
        driver.feed(new NodeEvent.Resumed(NODE.id(), T0, T0));
        NodeCapacity stale = new NodeCapacity(true, 2, true, 1);
        driver.feed(Samples.requested(1, NODE, stale, driver.now()));
        assertThat(driver.events())
                .containsExactly(
                        new Opened(
                                sessionId(1),
                                NODE.id(),
                                new NodeCapacity(true, 2, false, 2),
                                0,
                                driver.now()));
    }

    /// Request `number` of client 1, as if it had no idea of its other requests.
    private SessionEvent.Requested again(int number) {
        SessionRequest asked = request(number).request();
        return new SessionEvent.Requested(
                new SessionRequest(
                        asked.sessionId(),
                        asked.nodeId(),
                        Samples.clientId(1),
                        Samples.holder(1),
                        asked.decision(),
                        asked.capacity(),
                        asked.lifeMaxSeconds(),
                        asked.answerWithinMillis()),
                driver.now());
    }

    private Event alreadyOpen(int number, int existing, int open) {
        return new Refused(
                sessionId(number),
                NODE.id(),
                SessionRefusal.ALREADY_OPEN,
                Optional.of(sessionId(existing)),
                ROOM,
                open,
                driver.now());
    }

    @Test
    void aClientHasOneSessionOnANode() {
        driver.feed(NODE.registered(T0));
        driver.feed(again(1));
        driver.feed(again(2));
        assertThat(driver.events()).containsExactly(opened(1, 0), alreadyOpen(2, 1, 1));
        driver.feed(opened(1, 0));
        driver.feed(again(3));
        assertThat(driver.events()).containsExactly(alreadyOpen(3, 1, 1));

        driver.feed(
                new SessionEvent.Closed(
                        sessionId(1), NODE.id(), CloseReason.BY_CLIENT, driver.now()));
        driver.feed(again(4));
        assertThat(driver.events()).containsExactly(opened(4, 0));
    }

    @Test
    void aClientsSessionOnAnotherNodeIsAnotherSession() {
        NodeSample other = NodeSample.of(2);
        driver.feed(NODE.registered(T0));
        driver.feed(other.registered(T0));
        driver.feed(again(1));
        driver.written();
        driver.feed(Samples.requested(1, other, driver.now()));
        assertThat(driver.events()).isEmpty(); // the same session: an answer is on its way
        driver.feed(Samples.requested(2, other, driver.now()));
        assertThat(driver.events()).hasSize(1).allMatch(event -> event instanceof Opened);
    }

    @Test
    void whoTookOverKnowsWhoHasASession() {
        driver.feed(NODE.registered(T0));
        driver.feed(again(1));
        driver.written();
        takeOver(1, 2);
        driver.feed(NODE.registered(T0));
        driver.feed(again(1));
        driver.feed(opened(1, 0));
        driver.feed(again(2));
        assertThat(driver.events()).containsExactly(alreadyOpen(2, 1, 1));
    }

    /// The replica that asked may be ahead of this fold: a node it saw registered is there.
    @Test
    void aNodeOnlyTheRequestKnowsOfIsThere() {
        driver.feed(request(1));
        assertThat(driver.events()).containsExactly(opened(1, 0));
    }

    @Test
    void aRepeatedRequestIsNotAnsweredAgain() {
        driver.feed(NODE.registered(T0));
        driver.feed(request(1));
        driver.feed(request(1));
        driver.pass(Duration.ofSeconds(1));
        driver.feed(request(1));
        assertThat(driver.events()).hasSize(1);
        driver.feed(request(2));
        assertThat(driver.events()).containsExactly(opened(2, 1));
    }

    @Test
    void nothingIsDecidedBeforeTheLogIsRead() {
        takeOver(1, 4);
        driver.feed(request(4));
        driver.feed(request(3));
        driver.feed(request(2));
        driver.pass(Duration.ofSeconds(2));
        driver.feed(NODE.registered(T0));
        driver.pass(Duration.ofSeconds(2));
        assertThat(driver.events()).isEmpty();
        driver.feed(request(1));
        assertThat(driver.events())
                .as("first come, first served")
                .containsExactly(
                        opened(4, 0),
                        opened(3, 1),
                        refused(2, SessionRefusal.NODE_FULL, ROOM, 2),
                        refused(1, SessionRefusal.NODE_FULL, ROOM, 2));
    }

    @Test
    void anOutcomeInTheLogIsNotDecidedAgain() {
        takeOver(1, 4);
        driver.feed(NODE.registered(T0));
        driver.feed(request(1));
        driver.feed(opened(1, 0));
        driver.feed(request(2));
        driver.feed(refused(2, SessionRefusal.NODE_FULL, ROOM, 2));
        driver.pass(Duration.ofSeconds(2));
        assertThat(driver.events()).isEmpty();
        driver.feed(request(3));
        assertThat(driver.events()).containsExactly(opened(3, 1));
    }

    /// A predecessor that had lost its partition without knowing may have answered as well.
    @Test
    void ofTwoOutcomesTheFirstInTheLogCounts() {
        takeOver(1, 6);
        driver.feed(NODE.withMaxConnections(1).registered(T0));
        NodeSample one = NODE.withMaxConnections(1);
        driver.feed(Samples.requested(1, one, driver.now()));
        driver.feed(refused(1, SessionRefusal.NODE_FULL, ROOM, 1));
        driver.feed(opened(1, 0));
        driver.feed(Samples.requested(2, one, driver.now()));
        driver.feed(opened(2, 0));
        driver.feed(refused(2, SessionRefusal.NODE_FULL, ROOM, 1));
        driver.feed(Samples.requested(3, one, driver.now()));
        assertThat(driver.events())
                .containsExactly(
                        refused(
                                3,
                                SessionRefusal.NODE_FULL,
                                new NodeCapacity(true, 1, false, 0),
                                1));
        driver.feed(
                new SessionEvent.Closed(
                        sessionId(2), NODE.id(), CloseReason.BY_CLIENT, driver.now()));
        driver.feed(Samples.requested(4, one, driver.now()));
        assertThat(driver.events()).hasSize(1).allMatch(event -> event instanceof Opened);
    }
}
