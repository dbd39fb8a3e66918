package io.boson.projections.fleet;

import io.boson.events.node.NodeId;
import java.util.List;
import java.util.stream.IntStream;

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

    /// How many nodes the best tiers hold, up to the first that brings them to `enough`.
    int fittest(int enough) {
        int count = 0;
        for (RankedIds tier : tiers) {
            count += tier.size();
            if (count >= enough) {
                break;
            }
        }
        return count;
    }

    /// @param rank from 0, below [#size]; the fittest first, within a tier by id
    NodeId at(int rank) {
        int rest = rank;
        for (RankedIds tier : tiers) {
            if (rest < tier.size()) {
                return tier.at(rest);
            }
            rest -= tier.size();
        }
        throw new IndexOutOfBoundsException(rank);
    }

    /// One pool of several is drawn from as if they were one.
    static NodeId at(List<Pool> pools, int rank) {
        int rest = rank;
        for (Pool pool : pools) {
            if (rest < pool.size) {
                return pool.at(rest);
            }
            rest -= pool.size;
        }
        throw new IndexOutOfBoundsException(rank);
    }
}
