package io.boson.projections.fleet;

import io.boson.events.node.NodeId;
import java.util.List;
import java.util.UUID;

/// A sorted set of node ids in which the n-th is found as fast as any: a weight-balanced tree
/// (Adams, "Efficient sets: a balancing act", 1993; the bounds are those of Hirai and Yamamoto,
/// 2011). Immutable: a change copies the path to it. Its order depends on the ids alone, never on
/// the order of changes.
final class RankedIds {

    /// No subtree weighs more than so many times its sibling.
    private static final int DELTA = 3;

    /// An inner grandchild below so many times the outer one takes a single rotation.
    private static final int GAMMA = 2;

    static final RankedIds EMPTY = new RankedIds();

    private final NodeId id;
    private final RankedIds left;
    private final RankedIds right;
    private final int size;

    private RankedIds() {
        id = new NodeId(new UUID(0, 0)); // never looked at
        left = this;
        right = this;
        size = 0;
    }

    private RankedIds(RankedIds left, NodeId id, RankedIds right) {
        this.id = id;
        this.left = left;
        this.right = right;
        this.size = left.size + 1 + right.size;
    }

    int size() {
        return size;
    }

    /// Steps to the deepest.
    int depth() {
        return size == 0 ? 0 : 1 + Math.max(left.depth(), right.depth());
    }

    /// @param rank from 0, below [#size]
    NodeId at(int rank) {
        RankedIds here = this;
        int rest = rank;
        while (rest != here.left.size) {
            if (rest < here.left.size) {
                here = here.left;
            } else {
                rest -= here.left.size + 1;
                here = here.right;
            }
        }
        return here.id;
    }

    /// One after the other, as if they were one.
    ///
    /// @param rank from 0, below the sum of their sizes
    static NodeId at(List<RankedIds> sets, int rank) {
        int rest = rank;
        for (RankedIds set : sets) {
            if (rest < set.size) {
                return set.at(rest);
            }
            rest -= set.size;
        }
        throw new IndexOutOfBoundsException(rank);
    }

    RankedIds with(NodeId added) {
        if (size == 0) {
            return new RankedIds(EMPTY, added, EMPTY);
        }
        int order = added.compareTo(id);
        if (order == 0) {
            return this;
        }
        return order < 0
                ? balanced(left.with(added), id, right)
                : balanced(left, id, right.with(added));
    }

    RankedIds without(NodeId gone) {
        if (size == 0) {
            return this;
        }
        int order = gone.compareTo(id);
        if (order != 0) {
            return order < 0
                    ? balanced(left.without(gone), id, right)
                    : balanced(left, id, right.without(gone));
        }
        if (left.size == 0 || right.size == 0) {
            return left.size == 0 ? right : left;
        }
        return left.size > right.size
                ? balanced(left.without(left.at(left.size - 1)), left.at(left.size - 1), right)
                : balanced(left, right.at(0), right.without(right.at(0)));
    }

    private static RankedIds balanced(RankedIds left, NodeId id, RankedIds right) {
        if (weight(right) > DELTA * weight(left)) {
            return weight(right.left) < GAMMA * weight(right.right)
                    ? new RankedIds(new RankedIds(left, id, right.left), right.id, right.right)
                    : new RankedIds(
                            new RankedIds(left, id, right.left.left),
                            right.left.id,
                            new RankedIds(right.left.right, right.id, right.right));
        }
        if (weight(left) > DELTA * weight(right)) {
            return weight(left.right) < GAMMA * weight(left.left)
                    ? new RankedIds(left.left, left.id, new RankedIds(left.right, id, right))
                    : new RankedIds(
                            new RankedIds(left.left, left.id, left.right.left),
                            left.right.id,
                            new RankedIds(left.right.right, id, right));
        }
        return new RankedIds(left, id, right);
    }

    private static int weight(RankedIds ids) {
        return ids.size + 1;
    }
}
