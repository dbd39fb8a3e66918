package io.boson.projections.route;

import io.boson.events.node.NodeId;
import io.boson.events.routing.NodeReach;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.RouteReason;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.RoutingDecision.Candidate;
import io.boson.events.session.RoutingDecision.Choice;
import io.boson.events.session.RoutingDecision.Estimates;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.fleet.Pools;
import io.boson.projections.session.LiveSessions;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Which node a client gets. A pure function of request, fleet, sessions and policy: the same
/// inputs give the same choice, and the decision records what it went by.
///
/// 1. Find: a target alone; all nodes of a small fleet; of a large one a sample, and all where the
///    sample has nobody to offer.
/// 2. Refuse whoever misses a requirement, with the reason.
/// 3. Score the rest ([Scoring]).
/// 4. Draw among those nearly as good as the best ([Draw]).
public final class RouteRanking {

    private RouteRanking() {}

    public static RouteChoice rank(
            RouteRequest request, FleetIndex fleet, LiveSessions sessions, RoutePolicy policy) {
        Candidates candidates = candidates(request, fleet, sessions, policy);
        Draw lots = new Draw(policy, request.seed(), candidates.bestScore());
        List<Scored> drawn = candidates.found().stream().map(each -> each.drawn(lots)).toList();
        RoutingDecision decision =
                decision(
                        unranked(request, policy, fleet, candidates, drawn),
                        Scored.first(RoutingDecision.CANDIDATES_MAX, drawn),
                        id -> reach(fleet, id));
        return decision.choice()
                .<RouteChoice>map(c -> new RouteChoice.Chosen(node(fleet, c.nodeId()), decision))
                .orElseGet(() -> new RouteChoice.NoCandidate(candidates.refused(), decision));
    }

    /// Makes a recorded decision again, from the inputs it records: equal to it, or the record is
    /// not of this function's making.
    public static RoutingDecision recompute(RoutingDecision recorded) {
        Scoring scoring =
                new Scoring(recorded.policy(), recorded.requirements(), recorded.client());
        Draw lots = new Draw(recorded.policy(), recorded.seed(), recorded.bestScore());
        List<Scored> drawn =
                recorded.candidates().stream()
                        .map(c -> new Scored(c.nodeId(), c.inputs(), scoring.total(c.inputs()), 0))
                        .map(each -> each.drawn(lots))
                        .toList();
        Map<NodeId, NodeReach> reaches =
                recorded.candidates().stream()
                        .collect(Collectors.toMap(Candidate::nodeId, Candidate::reach));
        return decision(
                recorded,
                Scored.first(RoutingDecision.CANDIDATES_MAX, drawn),
                id -> Optional.ofNullable(reaches.get(id)).orElseThrow());
    }

    private static Candidates candidates(
            RouteRequest request, FleetIndex fleet, LiveSessions sessions, RoutePolicy policy) {
        Optional<NodeId> target = request.requirements().targetNode();
        if (target.isEmpty() && fleet.registered() > policy.sampleSize()) {
            Candidates sampled = new Candidates(request, sessions, policy);
            sample(request, fleet, policy)
                    .forEach(id -> fleet.find(id).ifPresent(sampled::consider));
            if (!sampled.found().isEmpty()) {
                return sampled;
            }
        }
        Candidates all = new Candidates(request, sessions, policy);
        target.map(id -> fleet.find(id).stream())
                .orElseGet(fleet::all)
                .takeWhile(_ -> all.considered() < policy.scanMax())
                .forEach(all::consider);
        return all;
    }

    private static Set<NodeId> sample(RouteRequest request, FleetIndex fleet, RoutePolicy policy) {
        Set<NodeId> drawn = new LinkedHashSet<>();
        Pools.Wish wish =
                new Pools.Wish(
                        request.requirements().preferredCountry(),
                        request.requirements().preferredRegion(),
                        request.client().coordinates());
        fleet.pools().draw(wish, policy.sampleSize(), request.seed(), drawn);
        return drawn;
    }

    /// The decision as far as it goes without a rank.
    private static RoutingDecision unranked(
            RouteRequest request,
            RoutePolicy policy,
            FleetIndex fleet,
            Candidates candidates,
            List<Scored> drawn) {
        Map<String, Integer> reasons = new TreeMap<>();
        candidates.refused().forEach((reason, count) -> reasons.put(reason.word(), count));
        return new RoutingDecision(
                policy,
                policy.version(),
                request.seed(),
                request.requirements(),
                request.client(),
                fleet.registered(),
                candidates.considered(),
                candidates.bestScore(),
                Math.toIntExact(drawn.stream().filter(Scored::hasChance).count()),
                List.of(),
                reasons,
                Optional.empty());
    }

    /// Where the reach of each candidate is known from.
    @FunctionalInterface
    private interface Reaches {
        NodeReach of(NodeId id);
    }

    private static RoutingDecision decision(
            RoutingDecision inputs, List<Scored> ranked, Reaches reaches) {
        Scoring scoring = new Scoring(inputs.policy(), inputs.requirements(), inputs.client());
        List<Candidate> candidates =
                ranked.stream().map(each -> candidate(each, scoring, reaches)).toList();
        return new RoutingDecision(
                inputs.policy(),
                inputs.policyVersion(),
                inputs.seed(),
                inputs.requirements(),
                inputs.client(),
                inputs.known(),
                inputs.considered(),
                inputs.bestScore(),
                inputs.nearEquals(),
                candidates,
                inputs.refused(),
                candidates.stream().findFirst().map(first -> choice(first, inputs)));
    }

    private static Candidate candidate(Scored scored, Scoring scoring, Reaches reaches) {
        Scoring.Score score = scoring.score(scored.inputs());
        return new Candidate(
                scored.id(),
                scored.inputs(),
                reaches.of(scored.id()),
                score.parts(),
                score.absent(),
                score.total(),
                scored.hasChance() ? OptionalDouble.of(scored.draw()) : OptionalDouble.empty());
    }

    private static Choice choice(Candidate first, RoutingDecision inputs) {
        RouteReason reason = RouteTypes.between(first.reach(), inputs.client().nat());
        return new Choice(first.nodeId(), reason.type(), reason, Estimates.of(first.inputs()));
    }

    private static NodeReach reach(FleetIndex fleet, NodeId id) {
        return NodeReach.of(node(fleet, id).node().present().orElseThrow().profile().networkInfo());
    }

    private static FleetNode node(FleetIndex fleet, NodeId id) {
        return fleet.find(id).orElseThrow();
    }
}
