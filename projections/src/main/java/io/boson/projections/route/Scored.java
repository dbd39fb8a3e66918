package io.boson.projections.route;

import io.boson.events.node.NodeId;
import io.boson.events.session.CandidateInputs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// A candidate on its way to a rank.
///
/// @param draw [Draw#NONE] until drawn, and where it has no chance
record Scored(NodeId id, CandidateInputs inputs, double score, double draw) {

    /// The drawn in the order of their draw, then the rest by score.
    private static final Comparator<Scored> BEST_FIRST =
            Comparator.comparingDouble(Scored::draw)
                    .thenComparing(Comparator.comparingDouble(Scored::score).reversed())
                    .thenComparing(Scored::id);

    boolean hasChance() {
        return draw < Draw.NONE;
    }

    Scored drawn(Draw lots) {
        return new Scored(id, inputs, score, lots.of(id, score, inputs));
    }

    /// The first `count` by rank, in order; the others are not sorted.
    static List<Scored> first(int count, List<Scored> all) {
        PriorityQueue<Scored> kept = new PriorityQueue<>(BEST_FIRST.reversed());
        for (Scored each : all) {
            if (kept.size() < count) {
                kept.add(each);
            } else if (BEST_FIRST.compare(each, kept.element()) < 0) {
                kept.remove();
                kept.add(each);
            }
        }
        List<Scored> first = new ArrayList<>(kept);
        first.sort(BEST_FIRST);
        return first;
    }
}
