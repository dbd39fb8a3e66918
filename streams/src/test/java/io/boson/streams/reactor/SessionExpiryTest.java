package io.boson.streams.reactor;

import static io.boson.streams.reactor.ReactorDriver.BEGIN;
import static io.boson.testkit.Samples.T0;
import static io.boson.testkit.Samples.sessionId;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.SessionEvent.CloseReason;
import io.boson.events.session.Traffic;
import io.boson.streams.FactRecord;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SessionExpiryTest {

    private static final NodeSample NODE = NodeSample.of(1);

    @TempDir Path stateDirectory;

    private ReactorDriver driver;

    @BeforeEach
    void begin() {
        driver = new ReactorDriver(stateDirectory);
        driver.feed(NODE.registered(driver.now()));
    }

    @AfterEach
    void end() {
        driver.close();
    }

    private SessionEvent expired() {
        return new SessionEvent.Expired(sessionId(1), NODE.id(), driver.now());
    }

    private void open() {
        driver.feed(Samples.requested(1, NODE, driver.now()));
        assertThat(driver.events()).hasSize(1);
    }

    private void attach(int connection) {
        driver.feed(
                new SessionEvent.Attached(
                        sessionId(1),
                        NODE.id(),
                        "relay-1",
                        Samples.connection(connection),
                        driver.now()));
    }

    private void detach(int connection) {
        driver.feed(
                new SessionEvent.Detached(
                        sessionId(1),
                        NODE.id(),
                        "relay-1",
                        Samples.connection(connection),
                        "gone",
                        Traffic.NONE,
                        driver.now()));
    }

    /// Keeps the node alive, so that only sessions end.
    private void pass(Duration time) {
        Instant end = driver.now().plus(time);
        while (driver.now().isBefore(end)) {
            Duration left = Duration.between(driver.now(), end);
            driver.pass(left.compareTo(Duration.ofSeconds(30)) < 0 ? left : Duration.ofSeconds(30));
            driver.feed(NODE.heartbeat(driver.now()));
        }
    }

    @Test
    void aSessionNobodyAttachesToExpiresAfterTwoMinutes() {
        open();
        pass(Duration.ofSeconds(119));
        assertThat(driver.events()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(driver.events()).containsExactly(expired());
        pass(Duration.ofMinutes(5));
        assertThat(driver.events()).as("once").isEmpty();
    }

    @Test
    void aRequestNobodyAnswersIsClearedAwayToo() {
        driver.feed(
                FactRecord.of(Samples.requested(1, NODE, driver.now()))
                        .receivedAt(T0.minusSeconds(60)));
        pass(Duration.ofSeconds(119));
        assertThat(driver.events()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(driver.events()).containsExactly(expired());
    }

    @Test
    void anAttachedSessionLivesAndADetachedOne190SecondsMore() {
        open();
        attach(1);
        pass(Duration.ofMinutes(30));
        assertThat(driver.events()).isEmpty();
        detach(1);
        pass(Duration.ofSeconds(189));
        assertThat(driver.events()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(driver.events()).containsExactly(expired());
    }

    @Test
    void whoComesBackInTimeStays() {
        open();
        attach(1);
        detach(1);
        pass(Duration.ofSeconds(189));
        attach(2);
        pass(Duration.ofMinutes(10));
        assertThat(driver.events()).isEmpty();
        detach(1); // the old connection's end, told late
        pass(Duration.ofMinutes(10));
        assertThat(driver.events()).isEmpty();
    }

    /// Samples live for 24 hours at most.
    @Test
    void noSessionLivesLongerThanItWasGranted() {
        Instant opened = driver.now().minus(Duration.ofHours(24)).plusSeconds(10);
        driver.feed(FactRecord.of(Samples.requested(1, NODE, opened)).receivedAt(opened));
        driver.feed(
                new SessionEvent.Opened(
                        sessionId(1),
                        NODE.id(),
                        Samples.requested(1, NODE, opened).request().capacity(),
                        0,
                        opened));
        attach(1);
        pass(Duration.ofSeconds(9));
        assertThat(driver.events()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(driver.events()).containsExactly(expired());
    }

    @Test
    void theEndOfADrainedNodesGraceEndsItsSessions() {
        open();
        attach(1);
        driver.feed(
                new NodeEvent.Drained(
                        NODE.id(), driver.now().plusSeconds(60), BEGIN, driver.now()));
        pass(Duration.ofSeconds(59));
        assertThat(driver.events()).isEmpty();
        pass(Duration.ofSeconds(1));
        assertThat(driver.events())
                .containsExactly(
                        new SessionEvent.Closed(
                                sessionId(1), NODE.id(), CloseReason.NODE_DRAINED, driver.now()));
    }

    @Test
    void aNodeThatResumesInTimeKeepsItsSessions() {
        open();
        attach(1);
        driver.feed(
                new NodeEvent.Drained(
                        NODE.id(), driver.now().plusSeconds(60), BEGIN, driver.now()));
        pass(Duration.ofSeconds(59));
        driver.feed(new NodeEvent.Resumed(NODE.id(), BEGIN, driver.now()));
        pass(Duration.ofMinutes(10));
        assertThat(driver.events()).isEmpty();
    }

    @Test
    void aNodesDepartureEndsItsSessions() {
        open();
        attach(1);
        driver.feed(new NodeEvent.Removed(NODE.id(), RemovalReason.OPERATOR, BEGIN, driver.now()));
        driver.pass(Duration.ofSeconds(1));
        assertThat(driver.events())
                .containsExactly(
                        new SessionEvent.Closed(
                                sessionId(1), NODE.id(), CloseReason.NODE_GONE, driver.now()));
        driver.pass(Duration.ofMinutes(5));
        assertThat(driver.events()).isEmpty();
    }
}
