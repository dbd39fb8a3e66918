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

import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.node.NodeId;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RouteType;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.RoutingDecision.Candidate;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import io.boson.projections.session.LiveSessions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class RouteRankingTest {

    private static final FleetNode PLAIN = plain(1);

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
        return fleet(List.of(nodes));
    }

    private static FleetIndex fleet(List<FleetNode> nodes) {
        FleetIndex index = FleetIndex.EMPTY;
        for (FleetNode each : nodes) {
            index = index.with(idOf(each), each);
        }
        return index;
    }

    private static NodeId idOf(FleetNode node) {
        return switch (node.node()) {
            case Node.Active(var member) -> member.id();
            case Node.Draining(var member, _) -> member.id();
            case Node.Departed(var id, _, _, _) -> id;
            case Node.Unknown() -> throw new IllegalArgumentException("has no id");
        };
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
        return new RouteRequest(clientId(1), wanted, Set.of(), 42);
    }

    private static RouteChoice rank(RouteRequirements wanted, FleetNode... nodes) {
        return RouteRanking.rank(request(wanted), fleet(nodes), LiveSessions.EMPTY);
    }

    private static RoutingDecision decision(RouteChoice choice) {
        assertThat(choice).isInstanceOf(RouteChoice.Chosen.class);
        return ((RouteChoice.Chosen) choice).decision();
    }

    private static RouteChoice refused(RouteRefusal reason) {
        return new RouteChoice.NoCandidate(Map.of(reason, 1));
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
        assertThat(decision.policy()).isEqualTo(RouteRanking.POLICY);
        assertThat(decision.seed()).isEqualTo(42);
        assertThat(decision.requirements()).isEqualTo(RouteRequirements.NONE);
        assertThat(decision.type()).isEqualTo(RouteType.RELAY);
        assertThat(decision.chosen()).isEqualTo(nodeId(1));
        assertThat(decision.refused()).isEmpty();
        Candidate only = decision.candidates().getFirst();
        assertThat(only).isEqualTo(new Candidate(nodeId(1), false, 0, 0, 10, only.tieBreak()));
        assertThat(only.tieBreak()).isBetween(0.0, Math.nextDown(1.0));
    }

    @Test
    void anEmptyFleetHasNoCandidateAndNoReason() {
        assertThat(rank(RouteRequirements.NONE)).isEqualTo(new RouteChoice.NoCandidate(Map.of()));
    }

    @Test
    void whoIsNotThereIsNoCandidateAndNotCounted() {
        Node gone =
                node(1).evolve(new NodeEvent.Removed(nodeId(1), RemovalReason.OPERATOR, T0, T0));
        FleetIndex fleet =
                fleet(fleetNode(gone, NodeLoad.NONE)).with(nodeId(2), FleetNode.unknown());
        assertThat(RouteRanking.rank(request(RouteRequirements.NONE), fleet, LiveSessions.EMPTY))
                .isEqualTo(new RouteChoice.NoCandidate(Map.of()));
    }

    @Test
    void silentAndSelfDeclaredOfflineNodesAreRefused() {
        Node silent = node(1).evolve(new NodeEvent.WentSilent(nodeId(1), -1, T0));
        assertThat(rank(RouteRequirements.NONE, fleetNode(silent, NodeLoad.NONE)))
                .isEqualTo(refused(RouteRefusal.OFFLINE));
        assertThat(rank(RouteRequirements.NONE, heard(1, NodeStatus.OFFLINE)))
                .isEqualTo(refused(RouteRefusal.OFFLINE));
    }

    @Test
    void aDrainingNodeIsRefused() {
        Node draining =
                node(1).evolve(new NodeEvent.Drained(nodeId(1), T0.plusSeconds(300), T0, T0));
        assertThat(rank(RouteRequirements.NONE, fleetNode(draining, NodeLoad.NONE)))
                .isEqualTo(refused(RouteRefusal.DRAINING));
    }

    @Test
    void aNodeIsFullAtItsMaximumAndNotBefore() {
        RouteRequest any = request(RouteRequirements.NONE);
        assertThat(RouteRanking.rank(any, fleet(PLAIN), sessions(1, 9)))
                .isInstanceOf(RouteChoice.Chosen.class);
        assertThat(RouteRanking.rank(any, fleet(PLAIN), sessions(1, 10)))
                .isEqualTo(refused(RouteRefusal.FULL));
    }

    @Test
    void aNodeThatRefusedThisRequestCountsAsFull() {
        RouteRequest again =
                new RouteRequest(clientId(1), RouteRequirements.NONE, Set.of(nodeId(1)), 42);
        assertThat(RouteRanking.rank(again, fleet(PLAIN), LiveSessions.EMPTY))
                .isEqualTo(refused(RouteRefusal.FULL));
        RouteChoice other = RouteRanking.rank(again, fleet(PLAIN, plain(2)), LiveSessions.EMPTY);
        assertThat(decision(other).chosen()).isEqualTo(nodeId(2));
        assertThat(decision(other).refused()).isEqualTo(Map.of("full", 1));
    }

    @Test
    void declaredBandwidthMustSuffice() {
        assertThat(decision(rank(minBandwidth(50), PLAIN)).chosen()).isEqualTo(nodeId(1));
        assertThat(rank(minBandwidth(50.1), PLAIN))
                .isEqualTo(refused(RouteRefusal.BANDWIDTH_TOO_LOW));
    }

    @Test
    void measuredLatencyMustSufficeAndMustBeMeasured() {
        assertThat(decision(rank(maxLatency(20), withLatency(1, 20))).chosen())
                .isEqualTo(nodeId(1));
        assertThat(rank(maxLatency(20), withLatency(1, 20.1)))
                .isEqualTo(refused(RouteRefusal.LATENCY_TOO_HIGH));
        assertThat(rank(maxLatency(20), PLAIN)).isEqualTo(refused(RouteRefusal.LATENCY_UNKNOWN));
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
        assertThat(rank(target(2), plain(1), heard(2, NodeStatus.OFFLINE)))
                .isEqualTo(refused(RouteRefusal.OFFLINE));
        assertThat(rank(target(9), plain(1))).isEqualTo(new RouteChoice.NoCandidate(Map.of()));
    }

    @Test
    void theEmptierNodeComesFirstCountedInShareOfPlaces() {
        FleetNode large =
                fleetNode(node(1, profile(100, 50, location("DE", "Hessen"))), NodeLoad.NONE);
        FleetNode small = plain(2);
        LiveSessions sessions = sessions(1, 5);
        for (int i = 0; i < 2; i++) {
            sessions = sessions.with(live(900 + i, 2));
        }
        RoutingDecision decision =
                decision(
                        RouteRanking.rank(
                                request(RouteRequirements.NONE), fleet(large, small), sessions));
        assertThat(decision.candidates())
                .extracting(Candidate::nodeId)
                .containsExactly(nodeId(1), nodeId(2));
        assertThat(decision.candidates()).extracting(Candidate::liveSessions).containsExactly(5, 2);
    }

    @Test
    void preferencesOutweighEmptinessAndCountOneEach() {
        FleetIndex fleet =
                fleet(
                        in(1, "FR", "Bretagne"),
                        in(2, "DE", "Hessen"),
                        in(3, "DE", "Bayern"),
                        in(4, "AT", "Hessen"));
        RoutingDecision decision =
                decision(
                        RouteRanking.rank(
                                request(preferring("DE", "Bayern")), fleet, sessions(3, 9)));
        assertThat(decision.chosen()).isEqualTo(nodeId(3));
        assertThat(decision.candidates())
                .extracting(Candidate::preferred)
                .containsExactly(2, 1, 0, 0);
        assertThat(decision.candidates().get(1).nodeId()).isEqualTo(nodeId(2));
    }

    @Test
    void aDegradedNodeComesLastWhateverElseSpeaksForIt() {
        FleetNode degraded =
                fleetNode(
                        node(1, profile(10, 50, location("DE", "Hessen"))),
                        new NodeLoad(0, T0.plusSeconds(1), NodeStatus.DEGRADED, Optional.empty()));
        FleetIndex fleet = fleet(degraded, in(2, "FR", "Bretagne"));
        RoutingDecision decision =
                decision(
                        RouteRanking.rank(
                                request(preferring("DE", "Hessen")), fleet, sessions(2, 9)));
        assertThat(decision.candidates())
                .extracting(Candidate::nodeId)
                .containsExactly(nodeId(2), nodeId(1));
        assertThat(decision.candidates().getLast().degraded()).isTrue();
    }

    @Test
    void theOrderOfNodesChangesNothing() {
        List<FleetNode> nodes = new ArrayList<>();
        for (int i = 1; i <= 40; i++) {
            nodes.add(i % 7 == 0 ? heard(i, NodeStatus.DEGRADED) : plain(i));
        }
        LiveSessions sessions = sessions(5, 3);
        RouteRequest any = request(RouteRequirements.NONE);
        RouteChoice expected = RouteRanking.rank(any, fleet(nodes), sessions);
        Random random = new Random(1);
        for (int i = 0; i < 20; i++) {
            Collections.shuffle(nodes, random);
            assertThat(RouteRanking.rank(any, fleet(nodes), sessions)).isEqualTo(expected);
        }
    }

    @Test
    void differentSeedsSpreadOverEquals() {
        FleetIndex equals = fleet(plain(1), plain(2), plain(3), plain(4));
        Map<NodeId, Integer> chosen = new HashMap<>();
        Set<RouteChoice> firstSeeds = new HashSet<>();
        for (long seed = 0; seed < 4_000; seed++) {
            RouteRequest request =
                    new RouteRequest(clientId(1), RouteRequirements.NONE, Set.of(), seed);
            RouteChoice choice = RouteRanking.rank(request, equals, LiveSessions.EMPTY);
            assertThat(choice).isEqualTo(RouteRanking.rank(request, equals, LiveSessions.EMPTY));
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
                        RouteRanking.rank(
                                request(RouteRequirements.NONE), fleet(nodes), LiveSessions.EMPTY));
        assertThat(decision.candidates()).hasSize(16).noneMatch(Candidate::degraded);
        assertThat(decision.candidates()).extracting(Candidate::tieBreak).isSorted();
    }
}
