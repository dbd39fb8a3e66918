package io.boson.history.rollup;

import static io.boson.events.telemetry.Counting.AMOUNTS;
import static io.boson.events.telemetry.Counting.CUMULATIVE;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.RegistrationId;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricSample.WireGuard;
import io.boson.testkit.Samples;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class CounterStateTest {

    private static final RegistrationId FIRST = Samples.registrationId(1);
    private static final RegistrationId SECOND = Samples.registrationId(2);

    @Test
    void amountsAreTakenAsSaidAndErrorsAsIncrease() {
        CounterState state = state(AMOUNTS, 100, 7);
        assertThat(state.amounts(FIRST, sample(AMOUNTS, 50, 9)))
                .isEqualTo(new Amounts(50, 50, 2, 50, 50));
    }

    @Test
    void theFirstOfARegistrationAddsNothing() {
        CounterState state = state(CUMULATIVE, 100, 7);
        assertThat(state.amounts(SECOND, sample(CUMULATIVE, 500, 9))).isEqualTo(Amounts.NONE);
        assertThat(state.amounts(SECOND, sample(AMOUNTS, 500, 9))).isEqualTo(Amounts.NONE);
    }

    @Test
    void whatCountsUpwardAddsItsIncreaseAndBeginsAgainWhenItIsSmaller() {
        CounterState state = state(CUMULATIVE, 100, 7);
        assertThat(state.amounts(FIRST, sample(CUMULATIVE, 130, 7)))
                .isEqualTo(new Amounts(30, 30, 0, 30, 30));
        assertThat(state.amounts(FIRST, sample(CUMULATIVE, 20, 1)))
                .isEqualTo(new Amounts(20, 20, 1, 20, 20));
    }

    @Test
    void afterAmountsNobodyKnowsWhereCountingBegan() {
        CounterState state = state(AMOUNTS, 100, 7);
        assertThat(state.amounts(FIRST, sample(CUMULATIVE, 1_000, 8)))
                .isEqualTo(new Amounts(0, 0, 1, 0, 0));
    }

    private static CounterState state(Counting counting, long amount, long errors) {
        return new CounterState(FIRST, sample(counting, amount, errors));
    }

    private static MetricSample sample(Counting counting, long amount, long errors) {
        MetricSample some = Samples.sample(Samples.T0, 10);
        return new MetricSample(
                some.time(),
                OptionalLong.empty(),
                counting,
                some.network(),
                some.system(),
                new WireGuard(amount, amount, errors, amount, amount),
                some.connections());
    }
}
