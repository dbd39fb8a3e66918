package io.boson.streams.state;

import static io.boson.testkit.Samples.T0;
import static io.boson.testkit.Samples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.session.NodeCapacity;
import io.boson.events.session.Session;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionRefusal;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ArbiterEntryTest {

    private static final NodeSample NODE = NodeSample.of(1);
    private static final NodeCapacity CAPACITY = new NodeCapacity(true, 100, false, 0);
    private static final SessionEvent.OfSession OPENED =
            new SessionEvent.Opened(sessionId(1), NODE.id(), CAPACITY, 0, T0);
    private static final SessionEvent.OfSession REFUSED =
            new SessionEvent.Refused(
                    sessionId(1),
                    NODE.id(),
                    SessionRefusal.NODE_FULL,
                    Optional.empty(),
                    CAPACITY,
                    100,
                    T0);

    private final ArbiterEntry requested =
            new ArbiterEntry(
                    Session.unknown().evolve(Samples.requested(1, NODE, T0)),
                    5,
                    T0.toEpochMilli(),
                    "event-1",
                    "request-1",
                    Optional.empty());

    @Test
    void whatWasFoldedBeforeChangesNothing() {
        assertThat(requested.evolve(OPENED, 5)).isSameAs(requested);
        ArbiterEntry opened = requested.evolve(OPENED, 6);
        assertThat(opened.session()).isInstanceOf(Session.Live.class);
        assertThat(opened.offset()).isEqualTo(6);
    }

    @Test
    void aPlaceIsTakenByASessionAndByOneOnItsWay() {
        assertThat(requested.isOpen()).isFalse();
        assertThat(requested.withTentative(OPENED).isOpen()).isTrue();
        assertThat(requested.withTentative(REFUSED).isOpen()).isFalse();
        assertThat(requested.evolve(OPENED, 6).isOpen()).isTrue();
        assertThat(requested.withTentative(OPENED).evolve(REFUSED, 6).isOpen()).isFalse();
        assertThat(requested.withTentative(REFUSED).evolve(OPENED, 6).isOpen()).isTrue();
    }

    @Test
    void aTentativeOutcomeIsKeptUntilTheLogShowsOne() {
        ArbiterEntry tentative = requested.withTentative(OPENED);
        SessionEvent.OfSession again = Samples.requested(1, NODE, T0.plusSeconds(1));
        assertThat(tentative.evolve(again, 6).tentative()).contains(OPENED);
        assertThat(tentative.evolve(OPENED, 6).tentative()).isEmpty();
        assertThat(tentative.evolve(REFUSED, 6).tentative()).isEmpty();
    }
}
