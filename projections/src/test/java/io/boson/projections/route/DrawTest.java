package io.boson.projections.route;

import static io.boson.projections.Sample.nodeId;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.CandidateInputs;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DrawTest {

    private static final int SEEDS = 10_000;

    /// More than four standard deviations.
    private static final Offset<Double> CHANCE = Offset.offset(0.02);

    private static final double BEST = 0.9;

    private static CandidateInputs room(int live, int places) {
        return new CandidateInputs(
                false, "DE", "", Optional.empty(), live, places, 50, Optional.empty());
    }

    private static double shareOfSecond(CandidateInputs a, CandidateInputs b, double gap) {
        int second = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Draw lots = new Draw(RoutePolicy.DEFAULT, seed, BEST);
            double first = lots.of(nodeId(1), BEST, a);
            second += lots.of(nodeId(2), BEST - gap, b) < first ? 1 : 0;
        }
        return second / (double) SEEDS;
    }

    /// Near-equal is within 0.04; the chance falls to nothing over the next 0.02.
    @ParameterizedTest
    @CsvSource({
        "0,     0.5",
        "0.039, 0.5",
        "0.05,  0.3333",
        "0.055, 0.2",
        "0.061, 0",
    })
    void theNearlyEqualHaveTheSameChanceAndTheOthersLess(double gap, double share) {
        assertThat(shareOfSecond(room(3, 10), room(3, 10), gap)).isCloseTo(share, CHANCE);
        assertThat(gap < 0.06 || shareOfSecond(room(3, 10), room(3, 10), gap) == 0).isTrue();
    }

    /// By free places times places per session, the next one counted in.
    @ParameterizedTest
    @CsvSource({
        "9, 20, 19, 40, 0.6667", // 11 x 20/10 to 21 x 40/20: near the ratio of places
        "0, 10,  0, 10, 0.5",
        "0, 10,  1, 10, 0.3103", // 10 x 10 to 9 x 5
        "0, 10,  9, 10, 0.0099", // 10 x 10 to 1 x 1
    })
    void roomDecidesAmongEquals(int liveA, int placesA, int liveB, int placesB, double share) {
        assertThat(shareOfSecond(room(liveA, placesA), room(liveB, placesB), 0))
                .isCloseTo(share, CHANCE);
    }
}
