package io.boson.server.prometheus;

import io.boson.events.node.Membership;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetNode;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/// What each active node said of itself last; only where an operator asked for it, and of so many
/// nodes at most. A node that goes takes its series along.
final class NodeCollector implements MultiCollector {

    private final Fleet fleet;
    private final int nodesMax;

    NodeCollector(Fleet fleet, int nodesMax) {
        this.fleet = fleet;
        this.nodesMax = nodesMax;
    }

    private record Measured(String id, HeartbeatMetrics metrics) {}

    @Override
    public MetricSnapshots collect() {
        List<Measured> shown = new ArrayList<>();
        long left = 0;
        for (FleetNode node : (Iterable<FleetNode>) fleet.snapshot().all()::iterator) {
            Optional<Measured> measured = measured(node);
            if (measured.isPresent() && shown.size() < nodesMax) {
                shown.add(measured.get());
            } else if (measured.isPresent()) {
                left++;
            }
        }
        Families families = new Families();
        node(families, "node_latency_ms", "Latency, in milliseconds.", shown, m -> m.latency());
        node(families, "node_cpu_usage_percent", "CPU in use.", shown, m -> m.cpuUsage());
        node(families, "node_memory_usage_percent", "Memory in use.", shown, m -> m.memoryUsage());
        return families.gauge(
                        "nodes_not_shown", "Nodes beyond metrics.nodesMax, without series.", left)
                .collected();
    }

    private static Optional<Measured> measured(FleetNode node) {
        if (!node.isActive()) {
            return Optional.empty();
        }
        Optional<Membership> member = node.node().present();
        return member.flatMap(node::metrics)
                .map(metrics -> new Measured(member.get().id().toString(), metrics));
    }

    private static void node(
            Families families,
            String name,
            String what,
            List<Measured> nodes,
            ToDoubleFunction<HeartbeatMetrics> of) {
        families.gauge(
                name,
                what + " As the node's latest heartbeat says.",
                out ->
                        nodes.forEach(
                                node ->
                                        out.put(
                                                of.applyAsDouble(node.metrics()),
                                                "node_id",
                                                node.id())));
    }
}
