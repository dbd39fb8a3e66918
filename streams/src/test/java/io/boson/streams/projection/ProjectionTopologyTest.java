package io.boson.streams.projection;

import static io.boson.testkit.Samples.T0;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.Topic;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.session.Attachment;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.Traffic;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetNode;
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

/// Nodes: what goes to `fleet`.
final class ProjectionTopologyTest {

    private static final NodeSample NODE = NodeSample.of(1);
    private static final String KEY = NODE.id().toString();

    @TempDir Path stateDirectory;

    private ProjectionDriver driver;

    @BeforeEach
    void begin() {
        driver = new ProjectionDriver(stateDirectory);
    }

    @AfterEach
    void end() {
        driver.close();
    }

    /// The one record of a node, which a marker may follow.
    private Told told() {
        return driver.fleet().stream().filter(each -> !each.isMarker()).findFirst().orElseThrow();
    }

    @Test
    void everyRecordOfNodesGivesTheNodeAndAMarkerBothWithItsPosition() {
        driver.feed(NODE.registered(T0));
        driver.feed(NodeSample.of(2).registered(T0));
        driver.feed(
                new NodeEvent.Drained(
                        NODE.id(), T0.plusSeconds(1).plusSeconds(300), T0, T0.plusSeconds(1)));
        List<Told> told = driver.fleet();
        assertThat(told)
                .extracting(Told::key)
                .containsExactly(
                        KEY, "~nodes-0", Samples.nodeId(2).toString(), "~nodes-0", KEY, "~nodes-0");
        assertThat(told)
                .extracting(each -> each.position().orElseThrow())
                .containsExactly(
                        "nodes-0-0",
                        "nodes-0-0",
                        "nodes-0-1",
                        "nodes-0-1",
                        "nodes-0-2",
                        "nodes-0-2");
        FleetNode drained = told.get(4).node();
        assertThat(drained.node())
                .isEqualTo(
                        Node.unknown()
                                .evolve(NODE.registered(T0))
                                .evolve(
                                        new NodeEvent.Drained(
                                                NODE.id(),
                                                T0.plusSeconds(1).plusSeconds(300),
                                                T0,
                                                T0.plusSeconds(1))));
        assertThat(drained.nodesOffset()).isEqualTo(2);
        assertThat(told.get(5).value()).contains("");
        assertThat(driver.live()).isEmpty();
        assertThat(driver.counters.unchangedTotal()).isZero();
    }

    @Test
    void aFactThatChangesNothingIsCountedAndToldAllTheSame() {
        driver.feed(NODE.registered(T0));
        driver.fleet();
        driver.feed(NODE.registered(T0.plusSeconds(5)));
        List<Told> told = driver.fleet();
        assertThat(told).hasSize(2);
        assertThat(told).allMatch(each -> each.position().equals(Optional.of("nodes-0-1")));
        assertThat(told.getFirst().node().node())
                .isEqualTo(Node.unknown().evolve(NODE.registered(T0)));
        assertThat(driver.counters.unchangedTotal()).isEqualTo(1);
    }

    @Test
    void anUnknownTypeIsCountedAndItsPositionTold() {
        driver.feed(NODE.registered(T0));
        driver.fleet();
        driver.feed(FactRecord.of(NODE.registered(T0)).withType("io.boson.node.registered.v99"));
        List<Told> told = driver.fleet();
        assertThat(told).extracting(Told::key).containsExactly(KEY, "~nodes-0");
        assertThat(told).allMatch(each -> each.position().equals(Optional.of("nodes-0-1")));
        assertThat(told.getFirst().node().node())
                .isEqualTo(Node.unknown().evolve(NODE.registered(T0)));
        assertThat(driver.counters.unreadableTotal()).isEqualTo(1);
    }

    /// What somebody else may have written: bad data, another topic's fact, no key, a strange key.
    @Test
    void whatCannotBeReadMovesTheMarkerAndStopsNothing() {
        FactRecord good = FactRecord.of(NODE.registered(T0));
        driver.feed(good.withValue("{}"));
        driver.feed(FactRecord.of(NODE.heartbeat(T0)).in(Topic.NODES));
        driver.feed(good.withType("other").withKey("no-uuid"));
        List<Told> told = driver.fleet();
        assertThat(told).extracting(Told::key).doesNotContain("no-uuid");
        List<Told> markers = told.stream().filter(Told::isMarker).toList();
        assertThat(markers)
                .extracting(each -> each.position().orElseThrow())
                .containsExactly("nodes-0-0", "nodes-0-1", "nodes-0-2");
        assertThat(driver.counters.unreadableTotal()).isEqualTo(3);
        driver.feed(good);
        Told last = told();
        assertThat(last.node().isActive()).isTrue();
        assertThat(last.position()).contains("nodes-0-3");
    }

    @Test
    void heartbeatsAreToldEvery30SecondsWhileNothingMoves() {
        driver.feed(NODE.registered(T0));
        driver.fleet();
        for (int second = 0; second < 120; second += 5) {
            driver.feed(NODE.heartbeat(T0.plusSeconds(second), Samples.CALM));
        }
        List<Told> told = driver.fleet();
        assertThat(told)
                .extracting(each -> each.node().load().at())
                .containsExactly(T0, T0.plusSeconds(30), T0.plusSeconds(60), T0.plusSeconds(90));
        assertThat(told).extracting(Told::key).containsOnly(KEY);
        assertThat(told).allMatch(each -> each.position().isEmpty());
    }

    @Test
    void aMovedLoadIsToldOnceASecond() {
        driver.feed(NODE.registered(T0));
        driver.fleet();
        for (int i = 0; i < 20; i++) {
            driver.feed(
                    NODE.heartbeat(
                            T0.plusMillis(250L * i), Samples.metrics(i % 2 == 0 ? 10 : 50, 0)));
        }
        // It jumps every quarter of a second; told is the first jump a second after the last told.
        assertThat(driver.fleet())
                .extracting(each -> each.node().load().at())
                .containsExactly(T0, T0.plusMillis(1250), T0.plusMillis(2500), T0.plusMillis(3750));
    }

    @Test
    void aChangeOfStatusIsToldAtOnce() {
        driver.feed(NODE.registered(T0));
        driver.feed(NODE.heartbeat(T0.plusMillis(1), Samples.CALM));
        driver.fleet();
        driver.feed(NODE.heartbeat(T0.plusMillis(2), Samples.BUSY));
        assertThat(told().node().status()).isEqualTo(NodeStatus.DEGRADED);
        driver.feed(NODE.heartbeat(T0.plusMillis(3), Samples.CALM));
        assertThat(told().node().status()).isEqualTo(NodeStatus.ONLINE);
        driver.feed(NODE.heartbeat(T0.plusMillis(4), NodeStatus.OFFLINE));
        assertThat(told().node().status()).isEqualTo(NodeStatus.OFFLINE);
    }

    /// Topics have no common order: the heartbeat may come first.
    @Test
    void aHeartbeatBeforeItsRegistrationIsKeptForIt() {
        driver.feed(NODE.heartbeat(T0.plusSeconds(1), Samples.CALM));
        assertThat(driver.fleet()).isEmpty();
        driver.feed(NODE.registered(T0));
        assertThat(told().node().load().metrics()).contains(Samples.CALM);
    }

    @Test
    void theNodesOwnSocketIsTold() {
        SessionEvent attached =
                new SessionEvent.NodeAttached(NODE.id(), "relay-1", Samples.connection(1), T0);
        driver.feed(attached);
        assertThat(driver.fleet()).isEmpty();
        driver.feed(NODE.registered(T0));
        assertThat(told().node().socket())
                .isEqualTo(new Attachment.Attached("relay-1", Samples.connection(1), T0));
        driver.feed(detached(2));
        assertThat(told().node().socket())
                .as("another connection")
                .isInstanceOf(Attachment.Attached.class);
        driver.feed(detached(1));
        assertThat(told().node().socket()).isEqualTo(new Attachment.Detached(T0.plusSeconds(9)));
    }

    private static SessionEvent detached(int connection) {
        return new SessionEvent.NodeDetached(
                NODE.id(),
                "relay-1",
                Samples.connection(connection),
                "gone",
                Traffic.NONE,
                T0.plusSeconds(9));
    }
}
