package io.boson.projections.fleet;

import io.boson.events.node.NodeId;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.pcollections.PSortedMap;
import org.pcollections.TreePMap;

/// Every node this instance knows. Immutable: a change gives a new index that shares all but the
/// path to what changed, so a reader keeps a consistent view for as long as it likes.
public final class FleetIndex {

    public static final FleetIndex EMPTY = new FleetIndex(TreePMap.empty(), 0, Pools.EMPTY);

    private final PSortedMap<NodeId, FleetNode> nodes;
    private final int registered;
    private final Pools pools;

    private FleetIndex(PSortedMap<NodeId, FleetNode> nodes, int registered, Pools pools) {
        this.nodes = nodes;
        this.registered = registered;
        this.pools = pools;
    }

    public FleetIndex with(NodeId id, FleetNode node) {
        Optional<FleetNode> before = find(id);
        return new FleetIndex(
                nodes.plus(id, node),
                registered + count(Optional.of(node)) - count(before),
                pools.changed(id, before.flatMap(Placement::of), Placement.of(node)));
    }

    private static int count(Optional<FleetNode> node) {
        return node.filter(n -> n.node().present().isPresent()).isPresent() ? 1 : 0;
    }

    public Optional<FleetNode> find(NodeId id) {
        return Optional.ofNullable(nodes.get(id));
    }

    /// Nodes that were ever registered, the departed included.
    public int size() {
        return nodes.size();
    }

    /// Nodes that are registered now.
    public int registered() {
        return registered;
    }

    /// Nodes that take sessions, to draw from.
    public Pools pools() {
        return pools;
    }

    public Stream<FleetNode> all() {
        return nodes.values().stream();
    }

    /// Matching nodes in the order of their ids, after `after`.
    public Stream<FleetNode> page(Optional<NodeId> after, Predicate<FleetNode> matching) {
        return after.map(id -> nodes.tailMap(id, false).values().stream())
                .orElseGet(this::all)
                .filter(matching);
    }
}
