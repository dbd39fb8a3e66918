package io.boson.projections.fleet;

import io.boson.events.node.NodeId;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Nodes to draw from, the fittest apart from the less fit. Immutable.
final class Pool {

    static final Pool EMPTY =
            new Pool(
                    IntStream.range(0, Placement.TIERS)
                            .mapToObj(_ -> RankedIds.EMPTY)
                            .toArray(RankedIds[]::new));

    private final RankedIds[] tiers;
    private final int size;

    private Pool(RankedIds[] tiers) {
        this.tiers = tiers;
        int count = 0;
        for (RankedIds tier : tiers) {
            count += tier.size();
        }
        size = count;
    }

    int size() {
        return size;
    }

    Pool with(NodeId id, int tier) {
        return changed(tier, tiers[tier].with(id));
    }

    Pool without(NodeId id, int tier) {
        return changed(tier, tiers[tier].without(id));
    }

    private Pool changed(int tier, RankedIds ids) {
        RankedIds[] copy = tiers.clone();
        copy[tier] = ids;
        return new Pool(copy);
    }

    /// The nodes of one tier, of several pools.
    static List<RankedIds> tier(List<Pool> pools, int tier) {
        return pools.stream().map(pool -> pool.tiers[tier]).toList();
    }

    /// All nodes of several pools.
    static List<RankedIds> tiers(List<Pool> pools) {
        return pools.stream().flatMap(pool -> Stream.of(pool.tiers)).toList();
    }
}
