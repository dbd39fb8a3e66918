package io.boson.events.session;

import io.boson.events.node.NodeId;
import java.util.List;
import java.util.Map;

/// Why a node was chosen, kept with the session it led to: enough to make the choice again.
///
/// @param policy name and version of the rules that were applied
/// @param seed decides among equals
/// @param candidates the best, best first, at most [#CANDIDATES_MAX]
/// @param refused how many nodes were not candidates, by reason
public record RoutingDecision(
        String policy,
        long seed,
        RouteRequirements requirements,
        RouteType type,
        NodeId chosen,
        List<Candidate> candidates,
        Map<String, Integer> refused) {

    public static final int CANDIDATES_MAX = 16;

    public RoutingDecision {
        candidates = List.copyOf(candidates);
        refused = Map.copyOf(refused);
        if (candidates.size() > CANDIDATES_MAX) {
            throw new IllegalArgumentException("more than " + CANDIDATES_MAX + " candidates");
        }
    }

    /// A node that met the requirements, with the inputs its rank came from.
    ///
    /// @param degraded whether it was degraded at the time
    /// @param preferred how many of the client's preferences it met
    /// @param liveSessions sessions counted on it
    /// @param tieBreak what the seed gave this node, in [0, 1)
    public record Candidate(
            NodeId nodeId,
            boolean degraded,
            int preferred,
            int liveSessions,
            int maxConnections,
            double tieBreak) {}
}
