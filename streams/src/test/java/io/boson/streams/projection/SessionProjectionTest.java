package io.boson.streams.projection;

import static io.boson.testkit.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.session.Attachment;
import io.boson.events.session.NodeCapacity;
import io.boson.events.session.Session;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.SessionRefusal;
import io.boson.events.session.Traffic;
import io.boson.projections.session.LiveSession;
import io.boson.streams.FactRecord;
import io.boson.streams.projection.ProjectionDriver.Told;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Sessions: what goes to `live`.
final class SessionProjectionTest {

    private static final NodeSample NODE = NodeSample.of(1);
    private static final NodeCapacity CAPACITY = new NodeCapacity(true, 100, false, 0);
    private static final SessionEvent.Requested REQUESTED = Samples.requested(1, NODE, T0);
    private static final SessionEvent OPENED =
            new SessionEvent.Opened(Samples.sessionId(1), NODE.id(), CAPACITY, 0, T0);

    @TempDir Path stateDirectory;

    private ProjectionDriver driver;
    private long offset;

    @BeforeEach
    void begin() {
        driver = new ProjectionDriver(stateDirectory);
    }

    @AfterEach
    void end() {
        driver.close();
    }

    /// Feeds one event; the record of its session that came of it. A tombstone is followed by the
    /// marker, since it is not kept for ever.
    private Told told(SessionEvent event) {
        List<Told> told = fed(event);
        assertThat(told.getFirst().key()).isEqualTo(Samples.sessionId(1).toString());
        if (told.getFirst().value().isEmpty()) {
            assertThat(told).hasSize(2);
            assertThat(told.getLast().key()).isEqualTo("~sessions-0");
        } else {
            assertThat(told).hasSize(1);
        }
        return told.getFirst();
    }

    /// A request is no session yet: only the marker moves.
    private void request(SessionEvent.Requested requested) {
        assertThat(fed(requested)).extracting(Told::key).containsExactly("~sessions-0");
    }

    private List<Told> fed(SessionEvent event) {
        driver.feed(event);
        List<Told> told = driver.live();
        Optional<String> position = Optional.of("sessions-0-" + offset++);
        assertThat(told).isNotEmpty().allMatch(each -> each.position().equals(position));
        return told;
    }

    private static void assertTombstone(Told told, String reason) {
        assertThat(told.value()).isEmpty();
        assertThat(told.reason()).contains(reason);
    }

    @Test
    void aSessionIsToldFromItsOpeningToItsEnd() {
        request(REQUESTED);
        LiveSession opened = told(OPENED).session();
        assertThat(opened)
                .isEqualTo(
                        new LiveSession(
                                new Session.Live(
                                        REQUESTED.request().terms(), T0, Attachment.never()),
                                new LogPosition(Topic.SESSIONS, 0, 0)));
        LiveSession attached =
                told(new SessionEvent.Attached(
                                Samples.sessionId(1),
                                NODE.id(),
                                "relay-1",
                                Samples.connection(1),
                                T0))
                        .session();
        assertThat(attached.session().attachment())
                .isEqualTo(new Attachment.Attached("relay-1", Samples.connection(1), T0));
        LiveSession detached =
                told(new SessionEvent.Detached(
                                Samples.sessionId(1),
                                NODE.id(),
                                "relay-1",
                                Samples.connection(1),
                                "gone",
                                Traffic.NONE,
                                T0.plusSeconds(1)))
                        .session();
        assertThat(detached.session().attachment())
                .isEqualTo(new Attachment.Detached(T0.plusSeconds(1)));
        assertTombstone(told(closed(CloseReason.BY_CLIENT)), "closed by-client");
        assertThat(driver.counters.unchangedTotal()).isZero();
        assertThat(driver.fleet()).isEmpty();
    }

    private static SessionEvent closed(CloseReason reason) {
        return new SessionEvent.Closed(Samples.sessionId(1), NODE.id(), reason, T0);
    }

    @Test
    void aRefusalSaysWhy() {
        request(REQUESTED);
        SessionEvent refused =
                new SessionEvent.Refused(
                        Samples.sessionId(1),
                        NODE.id(),
                        SessionRefusal.NODE_FULL,
                        Optional.empty(),
                        CAPACITY,
                        100,
                        T0);
        assertTombstone(told(refused), "refused node-full");
        assertTombstone(told(OPENED), "unknown"); // the first outcome in the log won
        assertThat(driver.counters.unchangedTotal()).isEqualTo(1);
    }

    @Test
    void theFirstOutcomeInTheLogWins() {
        request(REQUESTED);
        LiveSession opened = told(OPENED).session();
        SessionEvent late =
                new SessionEvent.Refused(
                        Samples.sessionId(1),
                        NODE.id(),
                        SessionRefusal.NODE_GONE,
                        Optional.empty(),
                        CAPACITY,
                        0,
                        T0.plusSeconds(1));
        assertThat(told(late).session()).isEqualTo(opened);
    }

    @Test
    void expiryAndANodesDepartureAreReasonsToo() {
        request(REQUESTED);
        told(OPENED);
        SessionEvent expired = new SessionEvent.Expired(Samples.sessionId(1), NODE.id(), T0);
        assertTombstone(told(expired), "expired");
        request(Samples.requested(1, NODE, T0.plusSeconds(9)));
        told(OPENED);
        assertTombstone(told(closed(CloseReason.NODE_GONE)), "closed node-gone");
    }

    @Test
    void aNodesSocketMovesOnlyTheMarker() {
        driver.feed(new SessionEvent.NodeAttached(NODE.id(), "relay-1", Samples.connection(1), T0));
        assertThat(driver.live())
                .containsExactly(
                        new Told(
                                "~sessions-0",
                                Optional.of(""),
                                Optional.of("sessions-0-0"),
                                Optional.empty()));
    }

    @Test
    void whatCannotBeReadIsCountedOnceAndMovesTheMarker() {
        driver.feed(FactRecord.of(REQUESTED).withType("io.boson.session.requested.v99"));
        driver.feed(FactRecord.of(NODE.registered(T0)).in(Topic.SESSIONS));
        assertThat(driver.live())
                .extracting(each -> each.position().orElseThrow())
                .containsExactly("sessions-0-0", "sessions-0-1");
        assertThat(driver.fleet()).isEmpty();
        assertThat(driver.counters.unreadableTotal()).isEqualTo(2);
    }

    /// A later request with the same id is a new one: a client's retry after a refusal.
    @Test
    void anIdMayBeAskedForAgain() {
        request(REQUESTED);
        told(closed(CloseReason.BY_CLIENT));
        request(REQUESTED);
        assertThat(told(OPENED).session().decision())
                .isEqualTo(new LogPosition(Topic.SESSIONS, 0, 2));
    }
}
