package io.boson.streams.reactor;

import static io.boson.streams.reactor.ReactorDriver.BEGIN;
import static io.boson.testkit.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.session.Attachment;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import io.boson.streams.FactRecord;
import io.boson.streams.reactor.CatchUp.OffsetSpan;
import io.boson.testkit.NodeSample;
import io.boson.testkit.Samples;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Heartbeats every 30 s unless said otherwise: silent after 90 s, removed after 10 min.
final class SilenceWatchTest {

    private static final NodeSample NODE = NodeSample.of(1);

    @TempDir Path stateDirectory;

    private ReactorDriver driver;

    @BeforeEach
    void begin() {
        driver = new ReactorDriver(stateDirectory);
    }

    @AfterEach
    void end() {
        driver.close();
    }

    /// Takes over from an owner that had read the first `read` heartbeats.
    private void takeOver(long read, long nodes) {
        driver.close();
        Map<Topic, OffsetSpan> unread = new EnumMap<>(ReactorDriver.EMPTY);
        unread.put(Topic.HEARTBEATS, new OffsetSpan(read, read));
        unread.put(Topic.NODES, new OffsetSpan(0, nodes));
        driver = new ReactorDriver(stateDirectory, unread);
    }

    private void register(NodeSample node) {
        driver.feed(node.registered(driver.now()));
    }

    private void heartbeat() {
        driver.feed(NODE.heartbeat(driver.now()));
    }

    private void pass(long seconds) {
        driver.pass(Duration.ofSeconds(seconds));
    }

    private Event silent(long judgedHeartbeat) {
        return new NodeEvent.WentSilent(NODE.id(), judgedHeartbeat, driver.now());
    }

    private Event removed() {
        return new NodeEvent.Removed(NODE.id(), RemovalReason.SILENCE, BEGIN, driver.now());
    }

    private Event cameBack() {
        return new NodeEvent.CameBack(NODE.id(), driver.now());
    }

    @Test
    void aNodeIsSilent90SecondsAfterItsLastHeartbeat() {
        register(NODE);
        heartbeat();
        pass(30);
        heartbeat();
        pass(89);
        assertThat(driver.events()).isEmpty();
        pass(1);
        assertThat(driver.events()).containsExactly(silent(1));
        pass(400);
        assertThat(driver.events()).as("once").isEmpty();
    }

    @Test
    void aNodeThatNeverBeatIsSilent90SecondsAfterItsRegistration() {
        register(NODE);
        pass(89);
        assertThat(driver.events()).isEmpty();
        pass(1);
        assertThat(driver.events()).containsExactly(silent(NodeEvent.NO_HEARTBEAT));
    }

    @Test
    void slowHeartsGetThreeIntervalsAndTen() {
        register(NODE.withHeartbeatEvery(100));
        pass(299);
        assertThat(driver.events()).isEmpty();
        pass(1);
        assertThat(driver.events()).containsExactly(silent(NodeEvent.NO_HEARTBEAT));
        pass(699);
        assertThat(driver.events()).isEmpty();
        pass(1);
        assertThat(driver.events()).containsExactly(removed());
    }

    @Test
    void aSilentNodeIsRemovedAfterTenMinutes() {
        register(NODE);
        pass(599);
        assertThat(driver.events()).containsExactly(silentAt(90));
        pass(1);
        assertThat(driver.events()).containsExactly(removed());
        pass(1200);
        assertThat(driver.events()).as("no longer watched").isEmpty();
    }

    private Event silentAt(long secondsAfterRegistration) {
        return new NodeEvent.WentSilent(
                NODE.id(), NodeEvent.NO_HEARTBEAT, BEGIN.plusSeconds(secondsAfterRegistration));
    }

    @Test
    void aHeartbeatBringsASilentNodeBack() {
        register(NODE);
        pass(90);
        driver.written();
        heartbeat();
        pass(1);
        assertThat(driver.events()).containsExactly(cameBack());
        pass(80);
        assertThat(driver.events()).as("once").isEmpty();
        pass(9);
        assertThat(driver.events()).as("and silence counts anew").containsExactly(silent(0));
    }

    @Test
    void aNodeThatLeftOrIsNewIsJudgedByItsPresentLifetime() {
        register(NODE);
        pass(60);
        driver.feed(new NodeEvent.Deregistered(NODE.id(), BEGIN, driver.now()));
        pass(60);
        assertThat(driver.events()).isEmpty();
        register(NODE);
        pass(89);
        assertThat(driver.events()).isEmpty();
        pass(1);
        assertThat(driver.events()).containsExactly(silent(NodeEvent.NO_HEARTBEAT));
    }

    @Test
    void aRegistrationIsASignOfLife() {
        register(NODE);
        pass(80);
        driver.feed(
                new NodeEvent.Reregistered(
                        NODE.id(), NODE.profile(), Samples.registrationId(2), BEGIN, driver.now()));
        pass(89);
        assertThat(driver.events()).isEmpty();
    }

    /// The last heartbeat of a node may be hours old when somebody begins to watch.
    @Test
    void silenceCountsFromTheMomentThisOwnerServes() {
        takeOver(0, 2);
        driver.feed(NODE.registered(T0.minus(Duration.ofHours(2))));
        pass(300);
        driver.feed(NodeSample.of(2).registered(driver.now()));
        pass(89);
        assertThat(driver.events()).isEmpty();
        pass(1);
        assertThat(driver.events()).contains(silent(NodeEvent.NO_HEARTBEAT)).hasSize(2);
    }

    /// Heartbeats that earlier owners read are known to every reader: a note that did not cover
    /// them would be void at once, and a dead node would look alive.
    @Test
    void aSilenceNotedAfterATakeoverCoversWhatWasReadBefore() {
        takeOver(500, 1);
        driver.feed(NODE.registered(T0.minus(Duration.ofHours(2))));
        pass(90);
        List<Event> events = driver.events();
        assertThat(events).containsExactly(silent(499));
        Node node =
                Node.unknown()
                        .evolve(NODE.registered(T0.minus(Duration.ofHours(2))))
                        .evolve((NodeEvent) events.getFirst());
        NodeLoad load = new NodeLoad(499, T0.minusSeconds(30), NodeStatus.ONLINE, Optional.empty());
        assertThat(new FleetNode(node, load, Attachment.never(), 1).status())
                .isEqualTo(NodeStatus.OFFLINE);
    }

    @Test
    void aBacklogOfOldHeartbeatsPostponesSilence() {
        register(NODE);
        register(NodeSample.of(2));
        pass(60);
        Instant old = driver.now().minusSeconds(16);
        driver.feed(FactRecord.of(NodeSample.of(2).heartbeat(old)).receivedAt(old));
        pass(89);
        assertThat(driver.events()).isEmpty();
        pass(1);
        assertThat(driver.events()).as("both, from then on").hasSize(2);
    }

    @Test
    void aHeartbeatThatIsALittleLateIsNoBacklog() {
        register(NODE);
        register(NodeSample.of(2));
        pass(60);
        Instant late = driver.now().minusSeconds(15);
        driver.feed(FactRecord.of(NodeSample.of(2).heartbeat(late)).receivedAt(late));
        pass(30);
        assertThat(driver.events()).containsExactly(silent(0));
    }

    /// It was in the log before the note, and was read after it. The note did not judge it, so it
    /// is news: the node is back, once, and silent again only when its time has run.
    @Test
    void aHeartbeatThatTheNoteOvertookDoesNotMakeItFlap() {
        register(NODE);
        pass(90);
        driver.written();
        Instant before = driver.now().minusSeconds(2);
        driver.feed(FactRecord.of(NODE.heartbeat(before)).receivedAt(before));
        pass(1);
        assertThat(driver.events()).containsExactly(cameBack());
        pass(86);
        assertThat(driver.events()).isEmpty();
        pass(1);
        assertThat(driver.events()).containsExactly(silent(0));
        pass(509);
        assertThat(driver.events()).isEmpty();
        pass(1);
        assertThat(driver.events()).containsExactly(removed());
    }

    @Test
    void aNodeThatHoversAboutTheLimitIsDegradedOnce() {
        register(NODE);
        for (int cpu : new int[] {91, 89, 92, 86, 90}) {
            driver.feed(NODE.heartbeat(driver.now(), Samples.metrics(cpu, 0)));
            pass(20);
        }
        assertThat(driver.events()).singleElement().isInstanceOf(NodeEvent.Degraded.class);
        driver.feed(NODE.heartbeat(driver.now(), Samples.metrics(70, 0)));
        pass(1);
        assertThat(driver.events()).singleElement().isInstanceOf(NodeEvent.Recovered.class);
    }

    @Test
    void degradedAndRecoveredAreWrittenOnceEach() {
        register(NODE);
        for (int i = 0; i < 3; i++) {
            driver.feed(NODE.heartbeat(driver.now(), Samples.BUSY));
            pass(10);
        }
        assertThat(driver.events())
                .containsExactly(new NodeEvent.Degraded(NODE.id(), driver.now().minusSeconds(29)));
        for (int i = 0; i < 3; i++) {
            driver.feed(NODE.heartbeat(driver.now(), Samples.CALM));
            pass(10);
        }
        assertThat(driver.events())
                .containsExactly(new NodeEvent.Recovered(NODE.id(), driver.now().minusSeconds(29)));
    }

    /// What was measured before it is not held against it.
    @Test
    void aRegistrationBeginsInGoodHealth() {
        register(NODE);
        driver.feed(NODE.heartbeat(driver.now(), Samples.BUSY));
        pass(1);
        assertThat(driver.events()).hasSize(1);
        driver.feed(
                new NodeEvent.Reregistered(
                        NODE.id(),
                        NODE.profile(),
                        Samples.registrationId(2),
                        T0.plusMillis(100),
                        driver.now()));
        pass(20);
        assertThat(driver.events()).isEmpty();
    }

    @Test
    void aNodeThatCallsItselfOfflineHasNotRecovered() {
        register(NODE);
        driver.feed(NODE.heartbeat(driver.now(), Samples.BUSY));
        pass(1);
        driver.written();
        driver.feed(NODE.heartbeat(driver.now(), NodeStatus.OFFLINE));
        pass(10);
        assertThat(driver.events()).isEmpty();
        driver.feed(NODE.heartbeat(driver.now(), Samples.CALM));
        pass(1);
        assertThat(driver.events())
                .containsExactly(new NodeEvent.Recovered(NODE.id(), driver.now()));
    }

    @Test
    void heartbeatsOfNodesNobodyRegisteredAreNoNews() {
        heartbeat();
        pass(600);
        assertThat(driver.events()).isEmpty();
    }
}
