package io.boson.events.session;

import static io.boson.events.Samples.CAPACITY;
import static io.boson.events.Samples.CLIENT;
import static io.boson.events.Samples.DECISION;
import static io.boson.events.Samples.HOLDER;
import static io.boson.events.Samples.NODE;
import static io.boson.events.Samples.NO_DECISION;
import static io.boson.events.Samples.SESSION;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionRequestTest {

    @ParameterizedTest
    @ValueSource(longs = {-1, SessionRequest.LIFE_MAX_SECONDS_MAX + 1, Long.MAX_VALUE})
    void noLifeEndsBeforeItBeganOrBeyondTheCalendar(long seconds) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> lasting(seconds))
                .withMessageContaining("lifeMaxSeconds");
    }

    @Test
    void termsAreThePartThatLasts() {
        assertThat(lasting(60).terms())
                .isEqualTo(new SessionTerms(SESSION, NODE, CLIENT, HOLDER, RouteType.RELAY, 60));
    }

    @Test
    void aDecisionKeepsNoMoreThanTheBestCandidates() {
        var candidate = DECISION.candidates().getFirst();
        var tooMany = Collections.nCopies(RoutingDecision.CANDIDATES_MAX + 1, candidate);
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new RoutingDecision(
                                        DECISION.policy(),
                                        DECISION.policyVersion(),
                                        1,
                                        RouteRequirements.NONE,
                                        DECISION.client(),
                                        0,
                                        0,
                                        0,
                                        0,
                                        tooMany,
                                        DECISION.refused(),
                                        DECISION.choice()));
    }

    @Test
    void aDecisionForNobodyAsksForNoSession() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () ->
                                new SessionRequest(
                                        SESSION,
                                        NODE,
                                        CLIENT,
                                        HOLDER,
                                        NO_DECISION,
                                        CAPACITY,
                                        60,
                                        5_000));
    }

    private static SessionRequest lasting(long seconds) {
        return new SessionRequest(
                SESSION, NODE, CLIENT, HOLDER, DECISION, CAPACITY, seconds, 5_000);
    }
}
