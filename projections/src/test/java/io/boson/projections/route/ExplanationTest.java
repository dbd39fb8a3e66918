package io.boson.projections.route;

import static io.boson.projections.Sample.fleetNode;
import static io.boson.projections.Sample.metrics;
import static io.boson.projections.Sample.node;
import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.RouteRequirements;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.Sample;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.NodeLoad;
import io.boson.projections.session.LiveSessions;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExplanationTest {

    private static String explained(FleetNode... nodes) {
        return Explanation.of(
                RouteRanking.rank(
                                Sample.request(RouteRequirements.NONE, 1),
                                Sample.fleet(List.of(nodes)),
                                LiveSessions.EMPTY,
                                RoutePolicy.DEFAULT)
                        .decision());
    }

    private static FleetNode measured(int number, NodeStatus status) {
        return fleetNode(node(number), Sample.heard(status, metrics(20, 0, 10, 30)));
    }

    @Test
    void aChoiceIsOneSentence() {
        assertThat(explained(measured(1, NodeStatus.ONLINE), measured(2, NodeStatus.OFFLINE)))
                .isEqualTo(
                        "Node 00000000-0000-0001-0000-000000000001 in DE (Hessen) was chosen as"
                                + " clearly the best (looked at 2 of 2 nodes; refused: 1 offline):"
                                + " score 0.969 of 1, best 0.969, 0 of 10 places taken; the route"
                                + " goes by the relay because the node's address and port outside"
                                + " its NAT are not known; its last heartbeat measured 20 ms and"
                                + " leaves 50 Mbit/s.");
    }

    @Test
    void whatWasNotMeasuredIsSaid() {
        assertThat(explained(fleetNode(node(1), NodeLoad.NONE), fleetNode(node(2), NodeLoad.NONE)))
                .contains(
                        "was chosen by lot, weighted by free room, among 2 near-equals"
                                + " (looked at 2 of 2 nodes)")
                .endsWith(
                        "latency and bandwidth are not estimated because its last heartbeat"
                                + " measured nothing.");
    }

    @Test
    void whereNobodyWouldDoTheReasonsAreCounted() {
        assertThat(explained(measured(1, NodeStatus.OFFLINE), measured(2, NodeStatus.OFFLINE)))
                .isEqualTo(
                        "No node was chosen: none met the requirements (looked at 2 of 2 nodes;"
                                + " refused: 2 offline).");
        assertThat(explained()).startsWith("No node was chosen because none");
    }
}
