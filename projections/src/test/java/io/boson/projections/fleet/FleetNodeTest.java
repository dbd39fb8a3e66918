package io.boson.projections.fleet;

import static io.boson.projections.Sample.T0;
import static io.boson.projections.Sample.fleetNode;
import static io.boson.projections.Sample.node;
import static io.boson.projections.Sample.nodeId;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeEvent.RemovalReason;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.load.NodeLoad;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Status and last sign of life join two topics that have no order among each other.
final class FleetNodeTest {

    private static final Instant LATER = T0.plusSeconds(60);

    private static NodeLoad heard(long offset, Instant at, NodeStatus status) {
        return new NodeLoad(offset, at, status, Optional.empty());
    }

    private static Node silent(long judgedHeartbeat) {
        return node(1).evolve(
                        new NodeEvent.WentSilent(nodeId(1), judgedHeartbeat, T0.plusSeconds(90)));
    }

    @Test
    void aNodeThatIsNotThereIsOffline() {
        assertThat(FleetNode.unknown().status()).isEqualTo(NodeStatus.OFFLINE);
        Node gone =
                node(1).evolve(new NodeEvent.Removed(nodeId(1), RemovalReason.OPERATOR, T0, LATER));
        FleetNode departed = fleetNode(gone, heard(9, LATER, NodeStatus.ONLINE));
        assertThat(departed.status()).isEqualTo(NodeStatus.OFFLINE);
        assertThat(departed.isActive()).isFalse();
    }

    @Test
    void aFreshRegistrationIsASignOfLife() {
        FleetNode fresh = fleetNode(node(1), NodeLoad.NONE);
        assertThat(fresh.status()).isEqualTo(NodeStatus.ONLINE);
        assertThat(fresh.isActive()).isTrue();
        assertThat(lastSeen(fresh)).isEqualTo(T0);
    }

    @Test
    void theLatestHeartbeatSaysHowTheNodeIs() {
        for (NodeStatus status : NodeStatus.values()) {
            FleetNode heard = fleetNode(node(1), heard(3, LATER, status));
            assertThat(heard.status()).isEqualTo(status);
            assertThat(lastSeen(heard)).isEqualTo(LATER);
            assertThat(heard.isActive()).isEqualTo(status != NodeStatus.OFFLINE);
        }
    }

    @Test
    void aHeartbeatOfAnEarlierLifetimeSaysNothing() {
        FleetNode reborn = fleetNode(node(1), heard(3, T0.minusSeconds(1), NodeStatus.DEGRADED));
        assertThat(reborn.status()).isEqualTo(NodeStatus.ONLINE);
        assertThat(lastSeen(reborn)).isEqualTo(T0);
    }

    @Test
    void silenceHoldsForTheHeartbeatItJudgedAndEarlierOnes() {
        for (long offset : new long[] {NodeEvent.NO_HEARTBEAT, 4, 5}) {
            FleetNode node = fleetNode(silent(5), heard(offset, LATER, NodeStatus.ONLINE));
            assertThat(node.status()).isEqualTo(NodeStatus.OFFLINE);
            assertThat(node.isActive()).isFalse();
        }
    }

    @Test
    void aLaterHeartbeatEndsSilenceWithoutANewFact() {
        FleetNode node = fleetNode(silent(5), heard(6, LATER, NodeStatus.DEGRADED));
        assertThat(node.status()).isEqualTo(NodeStatus.DEGRADED);
        assertThat(node.isActive()).isTrue();
    }

    @Test
    void aNodeNeverHeardMayBeSilent() {
        FleetNode node = fleetNode(silent(NodeEvent.NO_HEARTBEAT), NodeLoad.NONE);
        assertThat(node.status()).isEqualTo(NodeStatus.OFFLINE);
    }

    @Test
    void drainingIsNotOffline() {
        Node draining =
                node(1).evolve(new NodeEvent.Drained(nodeId(1), LATER.plusSeconds(300), T0, LATER));
        FleetNode node = fleetNode(draining, NodeLoad.NONE);
        assertThat(node.isDraining()).isTrue();
        assertThat(node.isActive()).isTrue();
        assertThat(fleetNode(node(1), NodeLoad.NONE).isDraining()).isFalse();
    }

    private static Instant lastSeen(FleetNode node) {
        Membership membership = node.node().present().orElseThrow();
        return node.lastSeen(membership);
    }
}
