package io.boson.projections.route;

import io.boson.events.node.NodeId;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.CandidateInputs;

/// The weighted random order of candidates that are nearly as good as the best: each draws a number
/// of its own, exponential with its weight as rate, and the least comes first (Efraimidis and
/// Spirakis, "Weighted random sampling with a reservoir", 2006). A candidate's number depends on
/// nothing but seed, node and its weight, so neither the order nor the number of the others changes
/// it.
///
/// The weight is the free places, times places per session: nodes that fill at the same rate have
/// weights in proportion to their capacity, and one that lags behind the others catches up, however
/// large it is.
final class Draw {

    /// Of who has no chance.
    static final double NONE = Double.POSITIVE_INFINITY;

    private final long seed;
    private final double best;
    private final double nearEqual;
    private final double fade;

    /// @param best score of all candidates
    Draw(RoutePolicy policy, long seed, double best) {
        this.seed = seed;
        this.best = best;
        nearEqual = policy.nearEqual() / (double) RoutePolicy.THOUSANDTHS_MAX;
        fade = policy.fade() / (double) RoutePolicy.THOUSANDTHS_MAX;
    }

    double of(NodeId id, double score, CandidateInputs inputs) {
        double weight = chance(score) * room(inputs);
        return weight > 0 ? (0 - StrictMath.log(uniform(id))) / weight : NONE;
    }

    /// 1 among near-equals, and from there in a straight line to 0.
    private double chance(double score) {
        double beyond = best - score - nearEqual;
        if (beyond <= 0) {
            return 1;
        }
        return beyond < fade ? 1 - beyond / fade : 0;
    }

    private static double room(CandidateInputs inputs) {
        double placesPerSession = inputs.maxConnections() / (inputs.liveSessions() + 1.0);
        return inputs.freePlaces() * placesPerSession;
    }

    /// In (0, 1].
    private double uniform(NodeId id) {
        long mixed = mix(seed) ^ id.value().getMostSignificantBits();
        mixed = mix(mixed) ^ id.value().getLeastSignificantBits();
        return 1 - (mix(mixed) >>> 11) * 0x1.0p-53;
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): every input bit moves every
    /// output bit.
    private static long mix(long z) {
        long first = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }
}
