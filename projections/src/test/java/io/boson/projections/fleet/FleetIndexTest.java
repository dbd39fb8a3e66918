package io.boson.projections.fleet;

import static io.boson.projections.Sample.T0;
import static io.boson.projections.Sample.fleetNode;
import static io.boson.projections.Sample.node;
import static io.boson.projections.Sample.nodeId;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.projections.load.NodeLoad;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FleetIndexTest {

    private static final FleetNode ONE = fleetNode(node(1), NodeLoad.NONE);
    private static final FleetNode TWO = fleetNode(node(2), NodeLoad.NONE);
    private static final FleetNode THREE = fleetNode(node(3), NodeLoad.NONE);

    private final FleetIndex index =
            FleetIndex.EMPTY.with(nodeId(3), THREE).with(nodeId(1), ONE).with(nodeId(2), TWO);

    @Test
    void findsByIdAndListsInTheOrderOfIds() {
        assertThat(index.find(nodeId(2))).contains(TWO);
        assertThat(index.find(nodeId(4))).isEmpty();
        assertThat(index.all()).containsExactly(ONE, TWO, THREE);
        assertThat(index.size()).isEqualTo(3);
    }

    @Test
    void aChangeLeavesTheOldIndexAsItWas() {
        Node gone = node(2).evolve(new NodeEvent.Deregistered(nodeId(2), T0, T0));
        FleetNode departed = fleetNode(gone, NodeLoad.NONE);
        FleetIndex changed = index.with(nodeId(2), departed);
        assertThat(changed.all()).containsExactly(ONE, departed, THREE);
        assertThat(changed.size()).isEqualTo(3);
        assertThat(index.all()).containsExactly(ONE, TWO, THREE);
    }

    @Test
    void aPageBeginsAfterAnIdThatNeedNotExist() {
        assertThat(index.page(Optional.empty(), _ -> true)).containsExactly(ONE, TWO, THREE);
        assertThat(index.page(Optional.of(nodeId(1)), _ -> true)).containsExactly(TWO, THREE);
        assertThat(index.page(Optional.of(nodeId(0)), _ -> true)).containsExactly(ONE, TWO, THREE);
        assertThat(index.page(Optional.of(nodeId(3)), _ -> true)).isEmpty();
        assertThat(index.page(Optional.of(nodeId(1)), node -> !node.equals(TWO)))
                .containsExactly(THREE);
    }

    @Test
    void theEmptyIndexHoldsNothing() {
        assertThat(FleetIndex.EMPTY.all()).isEmpty();
        assertThat(FleetIndex.EMPTY.find(nodeId(1))).isEmpty();
        assertThat(FleetIndex.EMPTY.size()).isZero();
    }
}
