package io.boson.server.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.boson.events.log.LogPosition;
import io.boson.events.log.LogUnavailableException;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.ClientId;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionId;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RouteDeskTest {

    private static final Origin ANYONE = new Origin("request-1", "anonymous", Optional.empty());
    private static final String ADDRESS = "192.0.2.7";

    private final SettableClock clock = new SettableClock(Samples.T0);
    private final Random random = new Random(1);
    private final InMemoryEventLog log = new InMemoryEventLog(4);
    private final InMemoryFleet fleet = InMemoryFleet.following(log);
    private final InMemorySessions sessions = InMemorySessions.following(log);

    @Test
    void aSessionIsOpenedOnANode() {
        register(NodeSample.of(1).withMaxConnections(3));

        RouteOutcome.Opened opened = opened(desk().open(wish(1)));

        assertThat(opened.session().nodeId()).isEqualTo(Samples.nodeId(1));
        assertThat(opened.node()).isEqualTo(fleet.snapshot().find(Samples.nodeId(1)).orElseThrow());
        assertThat(sessions.snapshot().find(opened.session().id())).contains(opened.session());
        SessionRequest asked = requests().getFirst();
        assertThat(asked.clientId()).isEqualTo(Samples.clientId(1));
        assertThat(asked.decision().chosen()).isEqualTo(Samples.nodeId(1));
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

        assertThat(outcome)
                .isEqualTo(
                        new RouteOutcome.NoRoute(
                                Map.of(
                                        RouteRefusal.BANDWIDTH_TOO_LOW, 2,
                                        RouteRefusal.DRAINING, 1)));
        assertThat(requests()).isEmpty();
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

        assertThat(outcome).isEqualTo(new RouteOutcome.NoRoute(Map.of(RouteRefusal.FULL, 3)));
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

        assertThat(outcome)
                .isEqualTo(new RouteOutcome.NoRoute(Map.of(RouteRefusal.REFUSED_BEFORE, 1)));
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
    void aWishIsRepeatedByTheSameCallerForTheSameClientFromTheSameAddress() {
        register(NodeSample.of(1));
        Origin operator = new Origin("request-2", "operator:ann", Optional.empty());
        List<SessionId> ids =
                List.of(
                        idFor(Samples.clientId(1), "k", ADDRESS, ANYONE),
                        idFor(Samples.clientId(2), "k", ADDRESS, ANYONE),
                        idFor(Samples.clientId(1), "k2", ADDRESS, ANYONE),
                        idFor(Samples.clientId(1), "k", "192.0.2.8", ANYONE),
                        idFor(Samples.clientId(1), "k", ADDRESS, operator));

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void withoutAKeyEveryWishIsNew() {
        register(NodeSample.of(1));

        assertThat(opened(desk().open(wish(1))).session())
                .isNotEqualTo(opened(desk().open(wish(1))).session());
    }

    private SessionId idFor(ClientId client, String key, String address, Origin origin) {
        RouteDesk.Command command =
                new RouteDesk.Command(
                        client,
                        RouteRequirements.NONE,
                        Samples.ROUTE_CLIENT,
                        Optional.of(key),
                        address,
                        origin);
        return opened(desk().open(command)).session().id();
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
                Samples.clientId(client), wanted, Samples.ROUTE_CLIENT, key, ADDRESS, ANYONE);
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
                fleet, seen, RoutePolicy.DEFAULT, log, new Envelopes(clock, random), clock, random);
    }

    private static RouteOutcome.Opened opened(RouteOutcome outcome) {
        assertThat(outcome).isInstanceOf(RouteOutcome.Opened.class);
        return (RouteOutcome.Opened) outcome;
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
        public SessionOutcome awaitOutcome(SessionId id, Duration timeout, Runnable request) {
            return sessions.awaitOutcome(id, timeout, request);
        }
    }
}
