package io.boson.server.prometheus;

import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.Sessions;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.EnumMap;
import java.util.Map;

/// The fleet as a whole: how many nodes, how well, and how many sessions.
final class FleetCollector implements MultiCollector {

    private final Fleet fleet;
    private final Sessions sessions;

    FleetCollector(Fleet fleet, Sessions sessions) {
        this.fleet = fleet;
        this.sessions = sessions;
    }

    @Override
    public MetricSnapshots collect() {
        Map<NodeStatus, Long> nodes = new EnumMap<>(NodeStatus.class);
        for (NodeStatus status : NodeStatus.values()) {
            nodes.put(status, 0L);
        }
        long draining = 0;
        for (FleetNode node : (Iterable<FleetNode>) fleet.snapshot().all()::iterator) {
            if (node.node().present().isPresent()) {
                nodes.merge(node.status(), 1L, Long::sum);
                draining += node.isDraining() ? 1 : 0;
            }
        }
        long silent = nodes.getOrDefault(NodeStatus.OFFLINE, 0L);
        nodes.remove(NodeStatus.OFFLINE);
        return new Families()
                .gauge(
                        "active_nodes",
                        "Registered nodes that are heard of, by how they are.",
                        out ->
                                nodes.forEach(
                                        (status, count) ->
                                                out.put(
                                                        count.doubleValue(),
                                                        "status",
                                                        status.text())))
                .gauge("silent_nodes", "Registered nodes that went silent.", silent)
                .gauge("draining_nodes", "Nodes that take no new sessions.", draining)
                .gauge("live_sessions", "Sessions that live.", sessions.snapshot().size())
                .collected();
    }
}
