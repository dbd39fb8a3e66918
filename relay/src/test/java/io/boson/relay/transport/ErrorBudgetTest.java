package io.boson.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ErrorBudgetTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();
    private static final long START = Long.MAX_VALUE - SECOND / 2;

    private final ErrorBudget budget = new ErrorBudget(3, START);

    @Test
    void asManyFaultsAsAllowedInAMinute() {
        for (int i = 0; i < 3; i++) {
            assertThat(budget.exhaustedBy(START + i)).isFalse();
        }
        assertThat(budget.exhaustedBy(START + 59 * SECOND)).isTrue();
        assertThat(budget.exhaustedBy(START + 60 * SECOND)).isFalse();
    }

    @Test
    void answersAreFewPerSecond() {
        for (int i = 0; i < ErrorBudget.ANSWERS_PER_SECOND; i++) {
            assertThat(budget.mayAnswer(START)).isTrue();
        }
        assertThat(budget.mayAnswer(START + SECOND - 1)).isFalse();
        assertThat(budget.mayAnswer(START + SECOND)).isTrue();
    }
}
