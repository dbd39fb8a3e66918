package io.boson.events.session;

import io.boson.events.node.NodeId;
import io.boson.events.routing.NodeReach;
import io.boson.events.routing.RoutePolicy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/// Why a node was chosen, or why none was: enough to make the choice again.
///
/// @param policyVersion [RoutePolicy#version] of the policy at the time
/// @param seed of the draw among near-equals
/// @param known nodes registered at the time
/// @param considered how many of them were looked at
/// @param bestScore the highest, over all that were looked at; 0 where nobody was a candidate
/// @param nearEquals candidates that had a chance in the draw
/// @param candidates the first by rank, at most [#CANDIDATES_MAX]
/// @param refused how many nodes looked at were not candidates, by reason
/// @param choice absent where nobody was a candidate
public record RoutingDecision(
        RoutePolicy policy,
        String policyVersion,
        long seed,
        RouteRequirements requirements,
        RouteClient client,
        int known,
        int considered,
        double bestScore,
        int nearEquals,
        List<Candidate> candidates,
        Map<String, Integer> refused,
        Optional<Choice> choice) {

    public static final int CANDIDATES_MAX = 16;

    public RoutingDecision {
        candidates = List.copyOf(candidates);
        refused = Map.copyOf(refused);
        if (candidates.size() > CANDIDATES_MAX) {
            throw new IllegalArgumentException("more than " + CANDIDATES_MAX + " candidates");
        }
    }

    /// The node chosen.
    ///
    /// @throws IllegalStateException where none was
    public NodeId chosen() {
        return made().nodeId();
    }

    /// How the client reaches it.
    ///
    /// @throws IllegalStateException where no node was chosen
    public RouteType type() {
        return made().type();
    }

    private Choice made() {
        return choice.orElseThrow(() -> new IllegalStateException("no node was chosen"));
    }

    /// A node that met the requirements, with the inputs its rank came from.
    ///
    /// @param parts of its score, each from 0 to 1, by [io.boson.events.routing.ScorePart#word]
    /// @param absent parts that the policy's neutral value stands in for, with the reason
    /// @param score from 0 to 1
    /// @param draw what the seed and its free room gave it, the least first; absent where its score
    ///     left it no chance
    public record Candidate(
            NodeId nodeId,
            CandidateInputs inputs,
            NodeReach reach,
            Map<String, Double> parts,
            Map<String, String> absent,
            double score,
            OptionalDouble draw) {

        public Candidate {
            parts = Map.copyOf(parts);
            absent = Map.copyOf(absent);
        }
    }

    /// What came out.
    ///
    /// @param reason for the type
    public record Choice(NodeId nodeId, RouteType type, RouteReason reason, Estimates estimates) {}

    /// What was measured says so much; what was not is absent.
    ///
    /// @param latency milliseconds, of the node's own uplink; the client's is not known
    /// @param bandwidth Mbit/s toward the client: declared less what is in use
    public record Estimates(OptionalDouble latency, OptionalDouble bandwidth) {

        public static Estimates of(CandidateInputs inputs) {
            return inputs.measured()
                    .map(
                            m ->
                                    new Estimates(
                                            OptionalDouble.of(m.latency()),
                                            OptionalDouble.of(
                                                    Math.max(
                                                            0,
                                                            inputs.bandwidthDown()
                                                                    - m.bandwidthDown()))))
                    .orElseGet(() -> new Estimates(OptionalDouble.empty(), OptionalDouble.empty()));
        }
    }
}
