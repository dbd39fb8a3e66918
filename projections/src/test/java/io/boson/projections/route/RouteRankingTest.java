package io.boson.projections.route;

import static io.boson.projections.Sample.T0;
import static io.boson.projections.Sample.clientId;
import static io.boson.projections.Sample.fleetNode;
import static io.boson.projections.Sample.live;
import static io.boson.projections.Sample.location;
import static io.boson.projections.Sample.metrics;
import static io.boson.projections.Sample.node;
import static io.boson.projections.Sample.nodeId;
import static io.boson.projections.Sample.profile;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.Location;
import io.boson.events.node.Location.Coordinates;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.node.NodeId;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.CandidateInputs;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RouteType;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.RoutingDecision.Candidate;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.Sample;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import io.boson.projections.session.LiveSessions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RouteRankingTest {

    private static final FleetNode PLAIN = plain(1);

    private static final Optional<HeartbeatMetrics> CALM = Optional.of(metrics(20, 0, 10, 30));

    private static FleetNode plain(int number) {
        return fleetNode(node(number), NodeLoad.NONE);
    }

    private static FleetNode heard(int number, NodeStatus status) {
        return fleetNode(
                node(number), new NodeLoad(0, T0.plusSeconds(1), status, Optional.empty()));
    }

    private static FleetNode in(int number, String country, String region) {
        return fleetNode(node(number, profile(10, 50, location(country, region))), NodeLoad.NONE);
    }

    private static FleetNode withLatency(int number, double latency) {
        return fleetNode(
                node(number),
                new NodeLoad(
                        0,
                        T0.plusSeconds(1),
                        NodeStatus.ONLINE,
                        Optional.of(metrics(latency, 0, 0, 0))));
    }

    private static FleetIndex fleet(FleetNode... nodes) {
        return Sample.fleet(List.of(nodes));
    }

    /// `count` sessions on one node.
    private static LiveSessions sessions(int node, int count) {
        LiveSessions sessions = LiveSessions.EMPTY;
        for (int i = 0; i < count; i++) {
            sessions = sessions.with(live(100 * node + i, node));
        }
        return sessions;
    }

    private static RouteRequest request(RouteRequirements wanted) {
        return Sample.request(wanted, 42);
    }

    private static RouteChoice rank(RouteRequest request, FleetIndex fleet, LiveSessions live) {
        return RouteRanking.rank(request, fleet, live, RoutePolicy.DEFAULT);
    }

    private static RouteChoice rank(RouteRequirements wanted, FleetNode... nodes) {
        return rank(request(wanted), fleet(nodes), LiveSessions.EMPTY);
    }

    private static RoutingDecision decision(RouteChoice choice) {
        assertThat(choice).isInstanceOf(RouteChoice.Chosen.class);
        return ((RouteChoice.Chosen) choice).decision();
    }

    private static void assertRefused(RouteChoice choice, Map<RouteRefusal, Integer> reasons) {
        assertThat(choice)
                .isInstanceOfSatisfying(
                        RouteChoice.NoCandidate.class,
                        none -> {
                            assertThat(none.refused()).isEqualTo(reasons);
                            assertThat(none.decision().choice()).isEmpty();
                            assertThat(none.decision().candidates()).isEmpty();
                            assertThat(none.decision().refused()).hasSize(reasons.size());
                        });
    }

    private static void assertRefused(RouteChoice choice, RouteRefusal reason) {
        assertRefused(choice, Map.of(reason, 1));
    }

    private static RouteRequirements minBandwidth(double mbits) {
        return new RouteRequirements(
                Optional.empty(),
                OptionalDouble.of(mbits),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static RouteRequirements maxLatency(double millis) {
        return new RouteRequirements(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.of(millis),
                Optional.empty(),
                Optional.empty());
    }

    private static RouteRequirements target(int number) {
        return new RouteRequirements(
                Optional.of(nodeId(number)),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static RouteRequirements preferring(String country, String region) {
        return new RouteRequirements(
                Optional.empty(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Optional.of(country),
                Optional.of(region));
    }

    @Test
    void theOnlyNodeIsChosenAndTheDecisionRecordsWhy() {
        RouteChoice choice = rank(RouteRequirements.NONE, PLAIN);
        RoutingDecision decision = decision(choice);
        assertThat(choice).isEqualTo(new RouteChoice.Chosen(PLAIN, decision));
        assertThat(decision.policy()).isEqualTo(RoutePolicy.DEFAULT);
        assertThat(decision.policyVersion()).isEqualTo(RoutePolicy.DEFAULT.version());
        assertThat(decision.seed()).isEqualTo(42);
        assertThat(decision.requirements()).isEqualTo(RouteRequirements.NONE);
        assertThat(decision.client()).isEqualTo(Sample.ROUTE_CLIENT);
        assertThat(decision.type()).isEqualTo(RouteType.RELAY);
        assertThat(decision.chosen()).isEqualTo(nodeId(1));
        assertThat(decision.known()).isEqualTo(1);
        assertThat(decision.considered()).isEqualTo(1);
        assertThat(decision.nearEquals()).isEqualTo(1);
        assertThat(decision.refused()).isEmpty();
        Candidate only = decision.candidates().getFirst();
        assertThat(only.inputs())
                .isEqualTo(
                        new CandidateInputs(
                                false,
                                "DE",
                                "Hessen",
                                Optional.empty(),
                                0,
                                10,
                                50,
                                Optional.empty()));
        assertThat(only.parts()).isEqualTo(Map.of("health", 1.0, "room", 1.0));
        assertThat(only.absent().keySet())
                .containsExactlyInAnyOrder(
                        "latency", "jitter", "loss", "cpu", "memory", "bandwidth");
        assertThat(only.absent().values()).containsOnly("not-measured");
        // 40 + 20 in full, 75 at 0.8, of 135.
        assertThat(only.score()).isEqualTo(0.888889).isEqualTo(decision.bestScore());
        assertThat(only.draw()).isPresent();
    }

    @Test
    void anEmptyFleetHasNoCandidateAndNoReason() {
        assertRefused(rank(RouteRequirements.NONE), Map.of());
    }

    @Test
    void whoIsNotThereIsNoCandidateAndNotCounted() {
        Node gone =
                node(1).evolve(new NodeEvent.Removed(nodeId(1), RemovalReason.OPERATOR, T0, T0));
        FleetIndex fleet =
                fleet(fleetNode(gone, NodeLoad.NONE)).with(nodeId(2), FleetNode.unknown());
        assertRefused(rank(request(RouteRequirements.NONE), fleet, LiveSessions.EMPTY), Map.of());
    }

    @Test
    void silentAndSelfDeclaredOfflineNodesAreRefused() {
        Node silent = node(1).evolve(new NodeEvent.WentSilent(nodeId(1), -1, T0));
        assertRefused(
                rank(RouteRequirements.NONE, fleetNode(silent, NodeLoad.NONE)),
                RouteRefusal.OFFLINE);
        assertRefused(
                rank(RouteRequirements.NONE, heard(1, NodeStatus.OFFLINE)), RouteRefusal.OFFLINE);
    }

    @Test
    void aDrainingNodeIsRefused() {
        Node draining =
                node(1).evolve(new NodeEvent.Drained(nodeId(1), T0.plusSeconds(300), T0, T0));
        assertRefused(
                rank(RouteRequirements.NONE, fleetNode(draining, NodeLoad.NONE)),
                RouteRefusal.DRAINING);
    }

    @Test
    void aNodeIsFullAtItsMaximumAndNotBefore() {
        RouteRequest any = request(RouteRequirements.NONE);
        assertThat(rank(any, fleet(PLAIN), sessions(1, 9))).isInstanceOf(RouteChoice.Chosen.class);
        assertRefused(rank(any, fleet(PLAIN), sessions(1, 10)), RouteRefusal.FULL);
    }

    @Test
    void aNodeThatRefusedThisRequestIsNotAskedAgain() {
        RouteRequest again =
                new RouteRequest(
                        clientId(1),
                        RouteRequirements.NONE,
                        Sample.ROUTE_CLIENT,
                        Set.of(nodeId(1)),
                        42);
        assertRefused(rank(again, fleet(PLAIN), LiveSessions.EMPTY), RouteRefusal.REFUSED_BEFORE);
        RouteChoice other = rank(again, fleet(PLAIN, plain(2)), LiveSessions.EMPTY);
        assertThat(decision(other).chosen()).isEqualTo(nodeId(2));
        assertThat(decision(other).refused()).isEqualTo(Map.of("refused-before", 1));
    }

    @Test
    void declaredBandwidthMustSuffice() {
        assertThat(decision(rank(minBandwidth(50), PLAIN)).chosen()).isEqualTo(nodeId(1));
        assertRefused(rank(minBandwidth(50.1), PLAIN), RouteRefusal.BANDWIDTH_TOO_LOW);
    }

    @Test
    void measuredLatencyMustSufficeAndMustBeMeasured() {
        assertThat(decision(rank(maxLatency(20), withLatency(1, 20))).chosen())
                .isEqualTo(nodeId(1));
        assertRefused(rank(maxLatency(20), withLatency(1, 20.1)), RouteRefusal.LATENCY_TOO_HIGH);
        assertRefused(rank(maxLatency(20), PLAIN), RouteRefusal.LATENCY_UNKNOWN);
    }

    @Test
    void refusalsAreCountedByReason() {
        Node draining =
                node(3).evolve(new NodeEvent.Drained(nodeId(3), T0.plusSeconds(300), T0, T0));
        RouteChoice choice =
                rank(
                        RouteRequirements.NONE,
                        heard(1, NodeStatus.OFFLINE),
                        heard(2, NodeStatus.OFFLINE),
                        fleetNode(draining, NodeLoad.NONE),
                        plain(4));
        assertThat(decision(choice).refused()).isEqualTo(Map.of("offline", 2, "draining", 1));
        assertThat(decision(choice).chosen()).isEqualTo(nodeId(4));
    }

    @Test
    void aTargetIsTheOnlyNodeConsidered() {
        assertThat(decision(rank(target(2), plain(1), heard(2, NodeStatus.DEGRADED))).chosen())
                .isEqualTo(nodeId(2));
        assertRefused(
                rank(target(2), plain(1), heard(2, NodeStatus.OFFLINE)), RouteRefusal.OFFLINE);
        assertRefused(rank(target(9), plain(1)), Map.of());
    }

    @Test
    void aMuchEmptierNodeComesFirstCountedInShareOfPlaces() {
        FleetNode large =
                fleetNode(node(1, profile(100, 50, location("DE", "Hessen"))), NodeLoad.NONE);
        LiveSessions sessions = sessions(1, 8);
        for (int i = 0; i < 6; i++) {
            sessions = sessions.with(live(900 + i, 2));
        }
        RoutingDecision decision =
                decision(rank(request(RouteRequirements.NONE), fleet(large, plain(2)), sessions));
        assertThat(decision.candidates())
                .extracting(Candidate::nodeId)
                .containsExactly(nodeId(1), nodeId(2));
        assertThat(decision.candidates())
                .extracting(c -> c.inputs().liveSessions())
                .containsExactly(8, 6);
        assertThat(decision.nearEquals()).isEqualTo(1);
        assertThat(decision.candidates().getLast().draw()).isEmpty();
    }

    @Test
    void preferencesOutweighSomeEmptiness() {
        FleetIndex fleet =
                fleet(
                        in(1, "FR", "Bretagne"),
                        in(2, "DE", "Hessen"),
                        in(3, "DE", "Bayern"),
                        in(4, "AT", "bayern"));
        RoutingDecision decision =
                decision(rank(request(preferring("DE", "Bayern")), fleet, sessions(3, 2)));
        assertThat(decision.candidates())
                .extracting(Candidate::nodeId)
                .containsExactly(nodeId(3), nodeId(2), nodeId(4), nodeId(1));
        assertThat(decision.candidates())
                .extracting(c -> c.parts().get("country") + " " + c.parts().get("region"))
                .containsExactly("1.0 1.0", "1.0 0.0", "0.0 1.0", "0.0 0.0");
    }

    @Test
    void aDegradedNodeComesAfterAHealthyOne() {
        FleetIndex fleet = fleet(heard(1, NodeStatus.DEGRADED), plain(2));
        RoutingDecision decision =
                decision(rank(request(RouteRequirements.NONE), fleet, sessions(2, 9)));
        assertThat(decision.candidates())
                .extracting(Candidate::nodeId)
                .containsExactly(nodeId(2), nodeId(1));
        assertThat(decision.candidates().getLast().inputs().degraded()).isTrue();
    }

    /// Each row makes node 2 worse in one measure than node 1: beyond what is nearly equal.
    @ParameterizedTest
    @CsvSource({
        "latency,  200, 0,  0,  20, 30,  0",
        "jitter,    20, 99, 0,  20, 30,  0",
        "loss,      20, 0,  9,  20, 30,  0",
        "cpu,       20, 0,  0,  89, 30,  0",
        "bandwidth, 20, 0,  0,  20, 30, 45",
    })
    void whateverIsWorseCounts(
            String part,
            double latency,
            double jitter,
            double loss,
            double cpu,
            double memory,
            double down) {
        FleetNode good = measured(1, new HeartbeatMetrics(20, 0, 0, 20, 30, 0, 0, 0));
        FleetNode bad =
                measured(2, new HeartbeatMetrics(latency, jitter, loss, cpu, memory, 0, 0, down));
        RoutingDecision decision = decision(rank(RouteRequirements.NONE, good, bad));
        Candidate first = candidate(decision, 1);
        Candidate second = candidate(decision, 2);
        assertThat(second.score()).isLessThan(first.score());
        assertThat(second.parts().get(part)).isLessThan(first.parts().get(part));
        assertThat(second.parts().keySet()).isEqualTo(first.parts().keySet());
        first.parts()
                .forEach(
                        (name, value) -> {
                            if (!name.equals(part)) {
                                assertThat(second.parts()).containsEntry(name, value);
                            }
                        });
    }

    private static FleetNode measured(int number, HeartbeatMetrics metrics) {
        return fleetNode(node(number), Sample.heard(NodeStatus.ONLINE, metrics));
    }

    private static Candidate candidate(RoutingDecision decision, int number) {
        return decision.candidates().stream()
                .filter(c -> c.nodeId().equals(nodeId(number)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whatAnEarlierLifetimeMeasuredIsNotMeasured() {
        NodeLoad old = new NodeLoad(0, T0.minusSeconds(1), NodeStatus.ONLINE, CALM);
        RoutingDecision decision = decision(rank(RouteRequirements.NONE, fleetNode(node(1), old)));
        assertThat(decision.candidates().getFirst().inputs().measured()).isEmpty();
        assertThat(decision.choice().orElseThrow().estimates().latency()).isEmpty();
    }

    @Test
    void estimatesAreMeasurements() {
        RoutingDecision decision =
                decision(
                        rank(
                                RouteRequirements.NONE,
                                measured(1, new HeartbeatMetrics(20, 0, 0, 20, 30, 0, 0, 8))));
        assertThat(decision.choice().orElseThrow().estimates())
                .isEqualTo(
                        new RoutingDecision.Estimates(
                                OptionalDouble.of(20), OptionalDouble.of(42)));
    }

    @Test
    void distanceCountsWhereBothPlacesAreKnown() {
        RouteClient inMunich =
                new RouteClient(
                        Sample.ROUTE_CLIENT.nat(), Optional.of(new Coordinates(48.1374, 11.5755)));
        RouteRequest request =
                new RouteRequest(clientId(1), RouteRequirements.NONE, inMunich, Set.of(), 1);
        FleetIndex fleet = fleet(at(1, 48.2, 16.4), at(2, -33.9, 151.2), plain(3));

        RoutingDecision decision = decision(rank(request, fleet, LiveSessions.EMPTY));

        assertThat(decision.client().coordinates()).contains(new Coordinates(48.1, 11.6));
        assertThat(candidate(decision, 1).score()).isGreaterThan(candidate(decision, 3).score());
        assertThat(candidate(decision, 3).score()).isGreaterThan(candidate(decision, 2).score());
        // Vienna is some 356 km away, Sydney farther than the limit of 10,000.
        assertThat(candidate(decision, 1).parts().get("distance")).isBetween(0.964, 0.965);
        assertThat(candidate(decision, 2).parts()).containsEntry("distance", 0.0);
        assertThat(candidate(decision, 3).absent()).containsEntry("distance", "node-place-unknown");
    }

    private static FleetNode at(int number, double latitude, double longitude) {
        Location here = new Location("DE", "", Optional.of(new Coordinates(latitude, longitude)));
        return fleetNode(node(number, profile(10, 50, here)), NodeLoad.NONE);
    }

    @Test
    void differentSeedsSpreadOverEquals() {
        FleetIndex equals = fleet(plain(1), plain(2), plain(3), plain(4));
        Map<NodeId, Integer> chosen = new HashMap<>();
        Set<RouteChoice> firstSeeds = new HashSet<>();
        for (long seed = 0; seed < 4_000; seed++) {
            RouteRequest request = Sample.request(RouteRequirements.NONE, seed);
            RouteChoice choice = rank(request, equals, LiveSessions.EMPTY);
            assertThat(choice).isEqualTo(rank(request, equals, LiveSessions.EMPTY));
            chosen.merge(decision(choice).chosen(), 1, Integer::sum);
            firstSeeds.add(choice);
        }
        assertThat(firstSeeds).hasSize(4_000);
        // 1,000 each is the mean; five standard deviations are 137.
        assertThat(chosen).hasSize(4);
        assertThat(chosen.values()).allMatch(count -> count > 860 && count < 1_140);
    }

    @Test
    void atMostSixteenCandidatesAreRecordedTheBest() {
        List<FleetNode> nodes = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            nodes.add(i <= 4 ? heard(i, NodeStatus.DEGRADED) : plain(i));
        }
        RoutingDecision decision =
                decision(
                        rank(
                                request(RouteRequirements.NONE),
                                Sample.fleet(nodes),
                                LiveSessions.EMPTY));
        assertThat(decision.candidates()).hasSize(16).noneMatch(c -> c.inputs().degraded());
        assertThat(decision.candidates()).extracting(c -> c.draw().orElseThrow()).isSorted();
        assertThat(decision.nearEquals()).isEqualTo(16);
    }
}
