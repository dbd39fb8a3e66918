package io.boson.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.events.Event;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.session.Attachment;
import io.boson.events.session.SessionEvent;
import io.boson.events.session.Traffic;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetNode;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/// What every [Fleet] keeps that follows a log. The log may hold other nodes; those used here have
/// numbers from 1000.
public abstract class FleetContract {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /// Broker and test may share no clock, but they share a machine.
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    protected abstract EventLog log();

    protected abstract Fleet fleet();

    @Test
    void whatWasAppendedIsVisibleAtItsPosition() {
        NodeSample node = NodeSample.of(1000);
        LogPosition position = append(node.registered(now));
        assertThat(fleet().find(node.id())).isEqualTo(Node.unknown().evolve(node.registered(now)));
        FleetNode seen = fleet().snapshot().find(node.id()).orElseThrow();
        assertThat(seen.nodesOffset()).isEqualTo(position.offset());
        assertThat(seen.status()).isEqualTo(NodeStatus.ONLINE);
        assertThat(seen.isActive()).isTrue();
    }

    @Test
    void aNodeNobodyRegisteredIsUnknown() {
        assertThat(fleet().find(Samples.nodeId(1001))).isEqualTo(Node.unknown());
    }

    @Test
    void anEventThatChangesNothingIsVisibleAtItsPositionToo() {
        NodeSample node = NodeSample.of(1002);
        append(new NodeEvent.Drained(node.id(), now.plusSeconds(300), now, now));
        assertThat(fleet().find(node.id())).isEqualTo(Node.unknown());
    }

    @Test
    void aNodeIsFollowedToItsDeparture() {
        NodeSample node = NodeSample.of(1003);
        append(node.registered(now));
        append(new NodeEvent.Drained(node.id(), now.plusSeconds(300), now, now));
        assertThat(fleet().snapshot().find(node.id()).orElseThrow().isDraining()).isTrue();
        append(new NodeEvent.Deregistered(node.id(), now, now));
        assertThat(fleet().find(node.id()))
                .isEqualTo(
                        new Node.Departed(
                                node.id(),
                                Node.Departure.DEREGISTERED,
                                now,
                                now,
                                Optional.empty()));
    }

    @Test
    void aHeartbeatShowsInTheEnd() {
        NodeSample node = NodeSample.of(1004);
        append(node.registered(now.minusSeconds(60)));
        log().append(Samples.envelope(node.heartbeat(now, Samples.BUSY)));
        awaitNode(node, seen -> seen.load().metrics().isPresent());
        FleetNode seen = fleet().snapshot().find(node.id()).orElseThrow();
        assertThat(seen.load().metrics()).contains(Samples.BUSY);
        assertThat(seen.status()).isEqualTo(NodeStatus.DEGRADED);
    }

    @Test
    void aSampleMeetsHeartbeatsInTheNodesLoad() {
        NodeSample node = NodeSample.of(1007);
        append(node.registered(now.minusSeconds(60)));
        log().append(Samples.envelope(node.heartbeat(now.minusSeconds(1))));
        log().append(Samples.envelope(node.submitted(now, Samples.sample(now, 66))));
        awaitNode(node, seen -> seen.sampled().isPresent());
        awaitNode(node, seen -> seen.load().offset() >= 0);
        FleetNode seen = fleet().snapshot().find(node.id()).orElseThrow();
        assertThat(seen.metrics(seen.node().present().orElseThrow()))
                .contains(Samples.sample(now, 66).load());
    }

    @Test
    void theNodesOwnSocketShowsInTheEnd() {
        NodeSample node = NodeSample.of(1005);
        append(node.registered(now));
        log().append(
                        Samples.envelope(
                                new SessionEvent.NodeAttached(
                                        node.id(), "relay-1", Samples.connection(1), now)));
        awaitNode(node, seen -> seen.socket() instanceof Attachment.Attached);
        log().append(Samples.envelope(detached(node)));
        awaitNode(node, seen -> seen.socket() instanceof Attachment.Detached);
    }

    private SessionEvent.NodeDetached detached(NodeSample node) {
        return new SessionEvent.NodeDetached(
                node.id(), "relay-1", Samples.connection(1), "gone", Traffic.NONE, now);
    }

    @Test
    void aPositionThatTheLogHasNotReachedIsNotVisible() {
        LogPosition reached = append(NodeSample.of(1006).registered(now));
        LogPosition beyond =
                new LogPosition(reached.topic(), reached.partition(), reached.offset() + 1_000_000);
        assertThat(fleet().await(beyond, Duration.ofMillis(50))).isFalse();
    }

    private LogPosition append(Event event) {
        LogPosition position = log().append(Samples.envelope(event));
        assertThat(fleet().await(position, PATIENCE)).as("sees %s", position).isTrue();
        return position;
    }

    private void awaitNode(NodeSample node, Predicate<FleetNode> matching) {
        await().atMost(PATIENCE)
                .until(() -> fleet().snapshot().find(node.id()).filter(matching).isPresent());
    }
}
