package io.boson.testkit;

import io.boson.events.Event;
import io.boson.events.Topic;
import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeId;
import io.boson.events.session.Attachment;
import io.boson.events.session.SessionEvent;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.MetricsSubmitted;
import io.boson.projections.fleet.Fleet;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.load.SampledLoad;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The fleet folded from an [InMemoryEventLog] within each append: a position that an append
/// returned is always visible, any other never will be by waiting. Keeps [FleetContract].
/// Thread-safe.
public final class InMemoryFleet implements Fleet {

    private final Map<Integer, Long> passed = new HashMap<>();
    private volatile FleetIndex index = FleetIndex.EMPTY;

    /// Knows only what [#put] says.
    public InMemoryFleet() {}

    /// Knows what the log holds from now on.
    public static InMemoryFleet following(InMemoryEventLog log) {
        InMemoryFleet fleet = new InMemoryFleet();
        log.follow(fleet::fold);
        return fleet;
    }

    /// Sets a node's state past the log.
    public synchronized void put(NodeId id, FleetNode node) {
        index = index.with(id, node);
    }

    private synchronized void fold(InMemoryEventLog.Appended appended) {
        Event event = appended.envelope().event();
        LogPosition position = appended.position();
        switch (event) {
            case NodeEvent e -> put(e.nodeId(), folded(node(e.nodeId()), e, position));
            case Heartbeat e -> put(e.nodeId(), folded(node(e.nodeId()), e, position));
            case MetricsSubmitted e -> put(e.nodeId(), folded(node(e.nodeId()), e, position));
            case SessionEvent.OfNode e -> put(e.nodeId(), folded(node(e.nodeId()), e));
            default -> {} // says nothing about a node
        }
        if (position.topic() == Topic.NODES) {
            passed.put(position.partition(), position.offset());
        }
    }

    private FleetNode node(NodeId id) {
        return index.find(id).orElseGet(FleetNode::unknown);
    }

    private static FleetNode folded(FleetNode before, NodeEvent event, LogPosition position) {
        return new FleetNode(
                before.node().evolve(event),
                before.load(),
                before.sampled(),
                before.socket(),
                position.offset());
    }

    private static FleetNode folded(FleetNode before, Heartbeat event, LogPosition position) {
        return new FleetNode(
                before.node(),
                before.load().evolve(event, position.offset(), event.at()),
                before.sampled(),
                before.socket(),
                before.nodesOffset());
    }

    private static FleetNode folded(
            FleetNode before, MetricsSubmitted event, LogPosition position) {
        SampledLoad sampled =
                before.sampled()
                        .orElse(SampledLoad.NONE)
                        .evolve(event, position.offset(), event.at());
        return new FleetNode(
                before.node(),
                before.load(),
                Optional.of(sampled),
                before.socket(),
                before.nodesOffset());
    }

    private static FleetNode folded(FleetNode before, SessionEvent.OfNode event) {
        Attachment socket =
                switch (event) {
                    case SessionEvent.NodeAttached(_, var relay, var connection, var at) ->
                            new Attachment.Attached(relay, connection, at);
                    case SessionEvent.NodeDetached(_, var relay, var connection, _, _, var at) ->
                            before.socket().detached(relay, connection, at);
                };
        return new FleetNode(
                before.node(), before.load(), before.sampled(), socket, before.nodesOffset());
    }

    @Override
    public FleetIndex snapshot() {
        return index;
    }

    @Override
    public synchronized boolean await(LogPosition position, Duration timeout) {
        return position.topic() == Topic.NODES
                && passed.getOrDefault(position.partition(), -1L) >= position.offset();
    }
}
