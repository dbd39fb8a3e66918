package io.boson.relay.stun;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// At a clock's beginning, below zero, and where it counts through the largest number.
class AddressBudgetsTest {

    private static final long SECOND = 1_000_000_000L;
    private static final int RATE = 10;
    private static final int BURST = 30;
    private static final int ADDRESSES = 64;
    private static final StunLimits LIMITS = new StunLimits(RATE, BURST, ADDRESSES);

    @ParameterizedTest
    @ValueSource(longs = {0, -SECOND / 2, Long.MAX_VALUE - SECOND / 2})
    void aBurstThenTheRate(long start) {
        AddressBudgets budgets = new AddressBudgets(LIMITS, 1, start);

        assertThat(taken(budgets, 7, start)).isEqualTo(BURST);
        assertThat(taken(budgets, 7, start + SECOND)).isEqualTo(RATE);
        assertThat(taken(budgets, 7, start + 1000 * SECOND)).isEqualTo(BURST);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -SECOND / 2, Long.MAX_VALUE - SECOND / 2})
    void oneAddressDoesNotCostAnother(long start) {
        AddressBudgets budgets = new AddressBudgets(LIMITS, 1, start);
        taken(budgets, 7, start);

        assertThat(taken(budgets, 8, start)).isEqualTo(BURST);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void allAddressesOfTheWorldGetNoMoreThanTheTableHolds(long seed) {
        Random random = new Random(seed);
        AddressBudgets budgets = new AddressBudgets(LIMITS, seed, 0);
        int taken = 0;
        for (int i = 0; i < 100_000; i++) {
            taken += budgets.take(random.nextLong(), i * SECOND / 100_000) ? 1 : 0;
        }

        assertThat(taken).isLessThanOrEqualTo(ADDRESSES * (BURST + RATE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void strangersWhoAskOnceDoNotFreeOneWhoAsksMuch(long seed) {
        Random random = new Random(seed);
        AddressBudgets budgets = new AddressBudgets(LIMITS, seed, 0);
        int taken = 0;
        for (int i = 0; i < 10_000; i++) {
            taken += budgets.take(7, i * SECOND / 10_000) ? 1 : 0;
            // As many strangers as leave places that are whole.
            if (i % 500 == 0) {
                budgets.take(random.nextLong(), i * SECOND / 10_000);
            }
        }

        assertThat(taken).isBetween(BURST + RATE - 2, BURST + RATE);
    }

    private static int taken(AddressBudgets budgets, long key, long now) {
        int taken = 0;
        while (budgets.take(key, now)) {
            taken++;
        }
        return taken;
    }
}
