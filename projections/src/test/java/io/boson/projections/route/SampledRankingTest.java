package io.boson.projections.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RoutingDecision;
import io.boson.projections.Sample;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.session.LiveSessions;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// A sample finds what a look at all finds, as nearly as makes no difference.
final class SampledRankingTest {

    private static final int NODES = 5_000;
    private static final RandomFleet SOME = new RandomFleet(new Random(11));
    private static final FleetIndex FLEET = Sample.fleet(SOME.nodes(NODES));
    private static final LiveSessions SESSIONS = SOME.sessions(NODES);

    private static final RoutePolicy SAMPLED = RoutePolicy.DEFAULT;

    private static final RoutePolicy ALL =
            new RoutePolicy(
                    SAMPLED.name(),
                    SAMPLED.weights(),
                    SAMPLED.limits(),
                    SAMPLED.neutral(),
                    SAMPLED.nearEqual(),
                    SAMPLED.fade(),
                    NODES,
                    SAMPLED.scanMax());

    private static RoutingDecision decide(RouteRequest request, RoutePolicy policy) {
        return RouteRanking.rank(request, FLEET, SESSIONS, policy).decision();
    }

    @Test
    void theChosenScoreAsWellAsThoseOfAFullScan() {
        double[] sampled = new double[300];
        double[] all = new double[sampled.length];
        for (int i = 0; i < sampled.length; i++) {
            RouteRequest request = SOME.request();
            sampled[i] = decide(request, SAMPLED).candidates().getFirst().score();
            RoutingDecision scanned = decide(request, ALL);
            all[i] = scanned.candidates().getFirst().score();
            assertThat(scanned.considered()).isEqualTo(NODES);
        }
        Arrays.sort(sampled);
        Arrays.sort(all);
        for (int percent : new int[] {10, 25, 50, 75, 90}) {
            int at = percent * sampled.length / 100;
            assertThat(sampled[at])
                    .as("at %d %% of the distribution, all: %f", percent, all[at])
                    .isBetween(all[at] - 0.03, all[at] + 0.03);
        }
    }

    @Test
    void aSampleIsNoLargerThanThePolicySays() {
        for (int i = 0; i < 50; i++) {
            RoutingDecision decision = decide(SOME.request(), SAMPLED);
            assertThat(decision.considered()).isBetween(60, SAMPLED.sampleSize());
            assertThat(decision.known()).isEqualTo(NODES);
        }
    }

    @Test
    void herdsSpread() {
        Set<Object> chosen = new HashSet<>();
        for (int seed = 0; seed < 200; seed++) {
            chosen.add(decide(Sample.request(RouteRequirements.NONE, seed), SAMPLED).chosen());
        }
        assertThat(chosen).hasSizeGreaterThan(20);
    }

    @Test
    void whereASampleFindsNobodyAllAreCounted() {
        RouteRequirements tooMuch =
                new RouteRequirements(
                        Optional.empty(),
                        OptionalDouble.of(1_000),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty());
        RoutingDecision none = decide(Sample.request(tooMuch, 1), SAMPLED);
        assertThat(none.choice()).isEmpty();
        assertThat(none.considered()).isEqualTo(NODES);
        assertThat(none.refused().values().stream().mapToInt(Integer::intValue).sum())
                .isEqualTo(NODES);
    }

    @Test
    void aScanHasABound() {
        RoutePolicy bounded =
                new RoutePolicy(
                        SAMPLED.name(),
                        SAMPLED.weights(),
                        SAMPLED.limits(),
                        SAMPLED.neutral(),
                        SAMPLED.nearEqual(),
                        SAMPLED.fade(),
                        SAMPLED.sampleSize(),
                        500);
        RouteRequirements tooMuch =
                new RouteRequirements(
                        Optional.empty(),
                        OptionalDouble.of(1_000),
                        OptionalDouble.empty(),
                        Optional.empty(),
                        Optional.empty());
        RoutingDecision none = decide(Sample.request(tooMuch, 1), bounded);
        assertThat(none.considered()).isEqualTo(500);
        assertThat(none.known()).isEqualTo(NODES);
        assertThat(List.of(none.refused())).isNotEmpty();
    }
}
