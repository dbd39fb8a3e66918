package io.boson.server.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.events.node.NodeId;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
import io.boson.events.session.SessionRefusal;
import io.boson.events.session.SessionRequest;
import io.boson.projections.route.RouteRefusal;
import io.boson.projections.session.LiveSessions;
import io.boson.projections.session.SessionOutcome;
import io.boson.projections.session.Sessions;
import io.boson.server.log.Envelopes;
import io.boson.server.log.Origin;
import io.boson.testkit.InMemoryEventLog;
import io.boson.testkit.InMemoryFleet;
import io.boson.testkit.InMemorySessions;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import io.boson.testkit.SettableClock;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RouteDeskTest {

    private static final InetAddress PLACE = InetAddress.ofLiteral("192.0.2.7");
    private static final Origin ANYONE = new Origin("request-1", "anonymous", Optional.empty());
    private static final Duration LIFE_MAX = Duration.ofHours(24);

    private final SettableClock clock = new SettableClock(Samples.T0);
    private final Random random = new Random(1);
    private final RouteTally tally = new RouteTally(() -> 0);
    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final InMemoryFleet fleet = InMemoryFleet.following(log);
    private final InMemorySessions sessions = InMemorySessions.following(log);
    private final Map<UUID, LogPosition> written = new HashMap<>();

    @Test
    void aSessionIsOpenedOnANode() {
        register(NodeSample.of(1).withMaxConnections(3));

        RouteOutcome.Opened opened = opened(desk().open(wish(1)));

        assertThat(opened.session().nodeId()).isEqualTo(Samples.nodeId(1));
        assertThat(opened.node()).isEqualTo(fleet.snapshot().find(Samples.nodeId(1)).orElseThrow());
        assertThat(sessions.snapshot().find(opened.session().id())).contains(opened.session());
        SessionRequest asked = requests().getFirst();
        assertThat(asked.clientId()).isEqualTo(Samples.clientId(1));
        assertThat(asked.decision().whole().chosen()).isEqualTo(Samples.nodeId(1));
        assertThat(asked.capacity().maxConnections()).isEqualTo(3);
        assertThat(asked.capacity().nodesOffset()).isZero();
        assertThat(asked.lifeMaxSeconds()).isEqualTo(24 * 3600);
        assertThat(asked.answerWithinMillis()).isPositive().isLessThan(4_000);
    }

    @Test
    void whereNobodyIsThereThatIsSaid() {
        assertThat(desk().open(wish(1))).isEqualTo(new RouteOutcome.NoNodes());
        assertThat(log.appended()).isEmpty();
    }

    @Test
    void whereNobodyWillDoTheReasonsAreCounted() {
        register(NodeSample.of(1).withDownMbits(5));
        register(NodeSample.of(2).withDownMbits(6));
        fleet.put(Samples.nodeId(3), NodeSample.of(3).draining(Samples.T0));

        RouteOutcome outcome = desk().open(wish(1, atLeastMbits(10), Optional.empty()));

        RouteOutcome.NoRoute none = noRoute(outcome);
        assertThat(none.refused())
                .containsOnly(
                        Map.entry(RouteRefusal.BANDWIDTH_TOO_LOW, 2),
                        Map.entry(RouteRefusal.DRAINING, 1));
        assertThat(written).as("explained at once").containsOnlyKeys(none.decisionId());
        assertThat(requests()).isEmpty();
        SessionEvent.RouteRefused told = log.events(SessionEvent.RouteRefused.class).getFirst();
        assertThat(told.decisionId()).isEqualTo(none.decisionId());
        assertThat(told.clientId()).isEqualTo(Samples.clientId(1));
        assertThat(told.key()).isEqualTo(Samples.clientId(1).toString());
        assertThat(told.decision().choice()).isEmpty();
        assertThat(told.decision().refused())
                .containsOnly(Map.entry("bandwidth-too-low", 2), Map.entry("draining", 1));
    }

    /// What is full in the log may still look free here: the arbiter knows, and the next best node
    /// is asked.
    @Test
    void whoIsRefusedIsSentToTheNextNode() {
        register(NodeSample.of(1).withMaxConnections(1));
        register(NodeSample.of(2).withMaxConnections(1));
        register(NodeSample.of(3).withMaxConnections(1));
        opened(desk().open(wish(1)));
        opened(desk().open(wish(2)));

        RouteOutcome.Opened third = opened(desk(new Unaware()).open(wish(3)));

        assertThat(sessions.snapshot().countOf(third.session().nodeId())).isEqualTo(1);
        assertThat(sessions.snapshot().size()).isEqualTo(3);
    }

    @Test
    void afterThreeRefusalsTheClientIsToldSo() {
        for (int node = 1; node <= 4; node++) {
            register(NodeSample.of(node).withMaxConnections(1));
            opened(desk().open(wish(node)));
        }

        RouteOutcome outcome = desk(new Unaware()).open(wish(5));

        assertThat(noRoute(outcome).refused()).containsOnly(Map.entry(RouteRefusal.FULL, 3));
        assertThat(noRoute(outcome).decisionId())
                .as("explained by the last request")
                .isEqualTo(requests().getLast().sessionId().value())
                .as("at once")
                .isIn(written.keySet());
        assertThat(log.events(SessionEvent.Refused.class))
                .extracting(SessionEvent.Refused::nodeId)
                .hasSize(3)
                .doesNotHaveDuplicates();
        assertThat(requests().subList(4, 7))
                .extracting(SessionRequest::sessionId)
                .doesNotHaveDuplicates();
    }

    @Test
    void aNodeThatRefusedIsNotAskedTwice() {
        register(NodeSample.of(1).withMaxConnections(1));
        opened(desk().open(wish(1)));

        RouteOutcome outcome = desk(new Unaware()).open(wish(2));

        assertThat(noRoute(outcome).refused())
                .containsOnly(Map.entry(RouteRefusal.REFUSED_BEFORE, 1));
        assertThat(log.events(SessionEvent.Refused.class)).hasSize(1);
    }

    @Test
    void anArbiterThatDoesNotAnswerIsNoRefusal() {
        register(NodeSample.of(1));
        register(NodeSample.of(2));
        sessions.stopAnswering();

        assertThat(desk().open(wish(1))).isEqualTo(new RouteOutcome.NoAnswer());
        assertThat(requests()).as("nobody else is asked meanwhile").hasSize(1);
    }

    /// The arbiter may have opened the first one meanwhile.
    @Test
    void whatWasNotAnsweredIsAskedAgainAtTheSameNode() {
        register(NodeSample.of(1));
        sessions.stopAnswering();
        RouteDesk desk = desk();
        desk.open(wish(1, RouteRequirements.NONE, Optional.of("k")));
        for (int better = 2; better < 30; better++) {
            register(NodeSample.of(better).withMaxConnections(1000));
        }

        desk.open(wish(1, RouteRequirements.NONE, Optional.of("k")));

        assertThat(requests()).hasSize(2);
        assertThat(requests().getLast().sessionId()).isEqualTo(requests().getFirst().sessionId());
        assertThat(requests().getLast().nodeId()).isEqualTo(Samples.nodeId(1));
    }

    @Test
    void aLogThatIsAwayIsNotHidden() {
        register(NodeSample.of(1));
        log.goAway();

        assertThatThrownBy(() -> desk().open(wish(1))).isInstanceOf(LogUnavailableException.class);
    }

    @Test
    void aRepeatedWishIsGivenItsSessionAgain() {
        register(NodeSample.of(1));
        RouteOutcome first = desk().open(wish(1, RouteRequirements.NONE, Optional.of("k")));

        RouteOutcome second = desk().open(wish(1, RouteRequirements.NONE, Optional.of("k")));

        assertThat(opened(second).session()).isEqualTo(opened(first).session());
        assertThat(requests()).hasSize(1);
    }

    @Test
    void aWishIsRepeatedByTheSameCallerWhoMayHoldItsSession() {
        register(NodeSample.of(1).withMaxConnections(10));
        Origin operator = new Origin("request-2", "operator:ann", Optional.empty());
        List<SessionId> ids =
                List.of(
                        idFor(1, "k", ANYONE),
                        idFor(2, "k", ANYONE),
                        idFor(3, "k2", ANYONE),
                        idFor(4, "k", operator));

        assertThat(ids).doesNotHaveDuplicates();
        assertThat(idFor(1, "k", ANYONE)).isEqualTo(ids.getFirst());
    }

    @Test
    void whoComesAgainForANodeGetsItsSessionThere() {
        register(NodeSample.of(1).withMaxConnections(1));
        RouteOutcome.Opened first = opened(desk().open(wish(1)));

        assertThat(opened(desk().open(target(1, 1))).session()).isEqualTo(first.session());
        assertThat(requests()).as("nobody had to be asked").hasSize(1);
        assertThat(desk().open(target(2, 1))).isInstanceOf(RouteOutcome.NoRoute.class);
    }

    /// Both requests were under way when neither session could be seen.
    @Test
    void ofTwoRequestsAtOnceTheSecondGetsTheFirstsSession() {
        register(NodeSample.of(1));
        RouteOutcome.Opened first = opened(desk().open(wish(1)));

        RouteOutcome second = desk(new Late()).open(wish(1));

        assertThat(opened(second).session()).isEqualTo(first.session());
        assertThat(log.events(SessionEvent.Refused.class))
                .extracting(SessionEvent.Refused::reason)
                .containsExactly(SessionRefusal.ALREADY_OPEN);
    }

    @Test
    void theSessionLivesAsLongAsItsCallerMayHaveIt() {
        register(NodeSample.of(1));
        opened(desk().open(wish(1)));

        assertThat(requests().getFirst().lifeMaxSeconds()).isEqualTo(LIFE_MAX.toSeconds());
        assertThat(requests().getFirst().holder()).isEqualTo(Samples.holder(1));
    }

    private SessionId idFor(int holder, String key, Origin origin) {
        RouteDesk.Command command =
                new RouteDesk.Command(
                        Samples.clientId(1),
                        RouteRequirements.NONE,
                        Samples.ROUTE_CLIENT,
                        Optional.of(key),
                        Samples.holder(holder),
                        LIFE_MAX,
                        Optional.empty(),
                        PLACE,
                        origin);
        return opened(desk().open(command)).session().id();
    }

    @Test
    void whatBecomesOfRequestsIsCounted() {
        assertThat(desk().open(wish(1))).isInstanceOf(RouteOutcome.NoNodes.class);
        register(NodeSample.of(1).withMaxConnections(1));
        opened(desk().open(wish(1)));
        noRoute(desk(new Unaware()).open(wish(2)));
        noRoute(desk().open(wish(3)));

        assertThat(tally.answers())
                .containsEntry(RouteTally.Answer.NO_NODES, 1L)
                .containsEntry(RouteTally.Answer.OPENED, 1L)
                .containsEntry(RouteTally.Answer.NO_ROUTE, 2L)
                .containsEntry(RouteTally.Answer.FAILED, 0L);
        assertThat(tally.verdicts())
                .as("the second was refused by the arbiter, the third before it")
                .containsEntry(RouteTally.Verdict.OPENED, 1L)
                .containsEntry(RouteTally.Verdict.NODE_FULL, 1L)
                .containsEntry(RouteTally.Verdict.ENDED, 0L);
        assertThat(tally.refusals())
                .containsEntry(RouteRefusal.FULL, 1L)
                .containsEntry(RouteRefusal.REFUSED_BEFORE, 1L);
        assertThat(tally.requests().count()).isEqualTo(4);
        assertThat(tally.rankings().count()).isEqualTo(5);

        log.goAway();
        assertThatThrownBy(() -> desk().open(wish(4))).isInstanceOf(LogUnavailableException.class);
        assertThat(tally.answers()).containsEntry(RouteTally.Answer.FAILED, 1L);
    }

    private void register(NodeSample node) {
        log.append(Samples.envelope(node.registered(Samples.T0)));
    }

    private List<SessionRequest> requests() {
        return log.events(SessionEvent.Requested.class).stream()
                .map(SessionEvent.Requested::request)
                .toList();
    }

    private static RouteDesk.Command wish(int client) {
        return wish(client, RouteRequirements.NONE, Optional.empty());
    }

    private static RouteDesk.Command wish(
            int client, RouteRequirements wanted, Optional<String> key) {
        return new RouteDesk.Command(
                Samples.clientId(client),
                wanted,
                Samples.ROUTE_CLIENT,
                key,
                Samples.holder(client),
                LIFE_MAX,
                Optional.empty(),
                PLACE,
                ANYONE);
    }

    private static RouteDesk.Command target(int client, int node) {
        RouteRequirements wanted =
                new RouteRequirements(
                        Optional.of(Samples.nodeId(node)),
                        OptionalDouble.empty(),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty());
        return wish(client, wanted, Optional.empty());
    }

    private static RouteRequirements atLeastMbits(double down) {
        return new RouteRequirements(
                Optional.empty(),
                OptionalDouble.of(down),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private RouteDesk desk() {
        return desk(sessions);
    }

    private RouteDesk desk(Sessions seen) {
        return new RouteDesk(
                fleet,
                seen,
                RoutePolicy.DEFAULT,
                log,
                new Envelopes(clock, random),
                clock,
                random,
                tally,
                written::put);
    }

    private static RouteOutcome.NoRoute noRoute(RouteOutcome outcome) {
        assertThat(outcome).isInstanceOf(RouteOutcome.NoRoute.class);
        return (RouteOutcome.NoRoute) outcome;
    }

    private static RouteOutcome.Opened opened(RouteOutcome outcome) {
        assertThat(outcome).isInstanceOf(RouteOutcome.Opened.class);
        return (RouteOutcome.Opened) outcome;
    }

    /// Hears of sessions when it is told the outcome of a request, and not before.
    private final class Late implements Sessions {

        private LiveSessions heard = LiveSessions.EMPTY;

        @Override
        public LiveSessions snapshot() {
            return heard;
        }

        @Override
        public boolean await(LogPosition position, Duration timeout) {
            return sessions.await(position, timeout);
        }

        @Override
        public boolean awaitPeers(NodeId node, String version, Duration timeout) {
            return sessions.awaitPeers(node, version, timeout);
        }

        @Override
        public SessionOutcome awaitOutcome(SessionId id, Duration timeout, Runnable request) {
            SessionOutcome outcome = sessions.awaitOutcome(id, timeout, request);
            heard = sessions.snapshot();
            return outcome;
        }
    }

    /// Has not heard of any session yet; the arbiter has.
    private final class Unaware implements Sessions {

        @Override
        public LiveSessions snapshot() {
            return LiveSessions.EMPTY;
        }

        @Override
        public boolean await(LogPosition position, Duration timeout) {
            return sessions.await(position, timeout);
        }

        @Override
        public boolean awaitPeers(NodeId node, String version, Duration timeout) {
            return sessions.awaitPeers(node, version, timeout);
        }

        @Override
        public SessionOutcome awaitOutcome(SessionId id, Duration timeout, Runnable request) {
            return sessions.awaitOutcome(id, timeout, request);
        }
    }
}
