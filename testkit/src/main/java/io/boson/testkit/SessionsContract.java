package io.boson.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.events.session.Attachment;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionPlace;
import io.boson.events.session.SessionRequest;
import io.boson.events.tunnel.TunnelRange;
import io.boson.projections.session.LiveSession;
import io.boson.projections.session.NodePeers;
import io.boson.projections.session.Peer;
import io.boson.projections.session.SessionOutcome;
import io.boson.projections.session.SessionPlaces;
import io.boson.projections.session.Sessions;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/// What every [Sessions] keeps that follows a log in which an arbiter answers. The log may hold
/// other sessions; those used here, and their nodes, have numbers from 2000.
public abstract class SessionsContract {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration AT_ONCE = Duration.ofMillis(50);

    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    protected abstract EventLog log();

    protected abstract Sessions sessions();

    @Test
    void anOpenedSessionIsVisibleWhenItsOutcomeIs() {
        NodeSample node = registered(2000);
        SessionOutcome outcome = ask(2000, node);
        LiveSession live = sessions().snapshot().find(Samples.sessionId(2000)).orElseThrow();
        assertThat(outcome).isEqualTo(new SessionOutcome.Opened(live));
        assertThat(live.nodeId()).isEqualTo(node.id());
        assertThat(live.session().terms())
                .isEqualTo(Samples.requested(2000, node, now).request().terms());
        assertThat(live.session().attachment()).isEqualTo(Attachment.never());
        assertThat(sessions().snapshot().countOf(node.id())).isEqualTo(1);
    }

    @Test
    void aFullNodeRefuses() {
        NodeSample node = registered(2010, 1);
        assertThat(ask(2010, node)).isInstanceOf(SessionOutcome.Opened.class);
        assertThat(ask(2011, node)).isEqualTo(new SessionOutcome.NotOpened("refused node-full"));
        assertThat(sessions().snapshot().find(Samples.sessionId(2011))).isEmpty();
        assertThat(sessions().snapshot().countOf(node.id())).isEqualTo(1);
    }

    @Test
    void askingAgainGivesTheSameSession() {
        NodeSample node = registered(2020, 1);
        SessionOutcome first = ask(2020, node);
        assertThat(first).isInstanceOf(SessionOutcome.Opened.class);
        assertThat(ask(2020, node)).isEqualTo(first);
        assertThat(sessions().snapshot().countOf(node.id())).isEqualTo(1);
    }

    @Test
    void aHolderHasOneSessionOnANode() {
        NodeSample node = registered(2025, 5);
        SessionOutcome first = ask(2025, node);
        SessionRequest again = Samples.requested(2025, node, now).request();
        SessionId id = Samples.sessionId(2026);
        SessionEvent request =
                new SessionEvent.Requested(
                        new SessionRequest(
                                id,
                                again.nodeId(),
                                again.clientId(),
                                again.holder(),
                                again.decision(),
                                again.capacity(),
                                again.lifeMaxSeconds(),
                                again.answerWithinMillis()),
                        now);
        SessionOutcome second =
                sessions()
                        .awaitOutcome(id, PATIENCE, () -> log().append(Samples.envelope(request)));
        assertThat(first).isInstanceOf(SessionOutcome.Opened.class);
        assertThat(second).isEqualTo(new SessionOutcome.NotOpened("refused already-open"));
        assertThat(sessions().snapshot().held(node.id(), again.holder()).map(LiveSession::id))
                .contains(Samples.sessionId(2025));
    }

    @Test
    void anEndedSessionIsGoneAtThePositionOfItsEnd() {
        NodeSample node = registered(2030, 1);
        ask(2030, node);
        SessionEvent closed =
                new SessionEvent.Closed(
                        Samples.sessionId(2030),
                        node.id(),
                        SessionEvent.CloseReason.BY_CLIENT,
                        now);
        LogPosition position = log().append(Samples.envelope(closed));
        assertThat(sessions().await(position, PATIENCE)).isTrue();
        assertThat(sessions().snapshot().find(Samples.sessionId(2030))).isEmpty();
        assertThat(sessions().snapshot().countOf(node.id())).isZero();
        assertThat(ask(2031, node)).as("its place").isInstanceOf(SessionOutcome.Opened.class);
    }

    @Test
    void aClientWithAKeyIsAPeerOfItsNodeForAsLongAsItsSessionLives() {
        NodeSample node = registered(2070);
        String nobody = NodePeers.NONE.version();
        assertThat(sessions().awaitPeers(node.id(), nobody, AT_ONCE)).isFalse();
        ask(2070, Samples.keyed(2070, node, now));
        assertThat(sessions().awaitPeers(node.id(), nobody, PATIENCE)).isTrue();
        NodePeers one = sessions().snapshot().peers(node.id());
        assertThat(one.all())
                .containsExactly(new Peer(Samples.key(3070), TunnelRange.SAMPLE.at(2)));
        assertThat(sessions().awaitPeers(node.id(), one.version(), AT_ONCE)).isFalse();
        ask(2071, Samples.requested(2071, node, now));
        assertThat(sessions().snapshot().peers(node.id())).as("no key").isEqualTo(one);
        log().append(
                        Samples.envelope(
                                new SessionEvent.Closed(
                                        Samples.sessionId(2070),
                                        node.id(),
                                        SessionEvent.CloseReason.BY_CLIENT,
                                        now)));
        assertThat(sessions().awaitPeers(node.id(), one.version(), PATIENCE)).isTrue();
        assertThat(sessions().snapshot().peers(node.id())).isEqualTo(NodePeers.NONE);
    }

    @Test
    void whereAClientMayBeIsPartOfItsSession() {
        NodeSample node = registered(2080);
        SessionId id = Samples.sessionId(2080);
        // Topics have no common order: this one may come before there is a session.
        log().append(Samples.envelope(new SessionPlace.AskedFrom(id, node.id(), "192.0.2.9", now)));
        ask(2080, node);
        log().append(
                        Samples.envelope(
                                new SessionPlace.CandidateOffered(
                                        id, node.id(), "192.0.2.9", 4_000, now)));
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(sessions().snapshot().find(id).orElseThrow().places())
                                        .get()
                                        .satisfies(
                                                places -> {
                                                    assertThat(places.askedFrom())
                                                            .contains("192.0.2.9");
                                                    assertThat(places.offered())
                                                            .containsExactly(
                                                                    new SessionPlaces.Candidate(
                                                                            "192.0.2.9", 4_000));
                                                }));
    }

    @Test
    void whereNobodyAnswersThatIsSaid() {
        assertThat(sessions().awaitOutcome(Samples.sessionId(2040), AT_ONCE, () -> {}))
                .isEqualTo(new SessionOutcome.NoAnswer());
    }

    @Test
    void aRequestThatCannotBeWrittenIsNotWaitedFor() {
        LogUnavailableException away =
                new LogUnavailableException("away", new IllegalStateException("away"));
        assertThatThrownBy(
                        () ->
                                sessions()
                                        .awaitOutcome(
                                                Samples.sessionId(2050),
                                                PATIENCE,
                                                () -> {
                                                    throw away;
                                                }))
                .isSameAs(away);
    }

    @Test
    void aPositionThatTheLogHasNotReachedIsNotVisible() {
        LogPosition reached =
                log().append(
                                Samples.envelope(
                                        new SessionEvent.NodeAttached(
                                                Samples.nodeId(2060),
                                                "relay-1",
                                                Samples.connection(1),
                                                now)));
        assertThat(sessions().await(reached, PATIENCE)).as("an event without session").isTrue();
        LogPosition beyond =
                new LogPosition(reached.topic(), reached.partition(), reached.offset() + 1_000_000);
        assertThat(sessions().await(beyond, AT_ONCE)).isFalse();
    }

    private NodeSample registered(int number) {
        return registered(number, NodeSample.of(number).maxConnections());
    }

    private NodeSample registered(int number, int maxConnections) {
        NodeSample node = NodeSample.of(number).withMaxConnections(maxConnections);
        log().append(Samples.envelope(node.registered(now)));
        return node;
    }

    private SessionOutcome ask(int number, NodeSample node) {
        return ask(number, Samples.requested(number, node, now));
    }

    private SessionOutcome ask(int number, SessionEvent.Requested request) {
        return sessions()
                .awaitOutcome(
                        Samples.sessionId(number),
                        PATIENCE,
                        () -> log().append(Samples.envelope(request)));
    }
}
