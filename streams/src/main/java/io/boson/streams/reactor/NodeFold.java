package io.boson.streams.reactor;

import io.boson.events.node.Membership;
import io.boson.events.node.Node;
import io.boson.events.node.NodeEvent;
import io.boson.events.node.NodeId;
import io.boson.events.session.NodeCapacity;
import io.boson.streams.state.NodeEntry;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/// The reactors' own fold of `nodes`: what they decide must not depend on how far the projections
/// have come. Held in memory; the store keeps it across restarts.
final class NodeFold {

    private final KeyValueStore<String, NodeEntry> store;
    private final Map<NodeId, NodeEntry> entries = new HashMap<>();

    NodeFold(KeyValueStore<String, NodeEntry> store) {
        this.store = store;
        try (KeyValueIterator<String, NodeEntry> all = store.all()) {
            all.forEachRemaining(each -> entries.put(NodeId.of(each.key), each.value));
        }
    }

    Node fold(NodeEvent event, long offset) {
        NodeEntry after = entry(event.nodeId()).evolve(event, offset);
        store.put(event.key(), after);
        entries.put(event.nodeId(), after);
        return after.node();
    }

    Node find(NodeId id) {
        return entry(id).node();
    }

    NodeCapacity capacityOf(NodeId id) {
        NodeEntry entry = entry(id);
        Optional<Membership> member = entry.node().present();
        return new NodeCapacity(
                member.isPresent(),
                member.map(m -> m.profile().capabilities().maxConnections()).orElse(0),
                entry.node() instanceof Node.Draining,
                entry.nodesOffset());
    }

    Stream<Node> all() {
        return entries.values().stream().map(NodeEntry::node);
    }

    private NodeEntry entry(NodeId id) {
        return entries.getOrDefault(id, NodeEntry.empty());
    }
}
