package io.boson.projections.route;

import io.boson.events.node.Location;
import io.boson.events.node.Membership;
import io.boson.events.node.NodeId;
import io.boson.events.session.RouteRequirements;
import io.boson.events.session.RouteType;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.RoutingDecision.Candidate;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetIndex;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSessions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which node a client gets. A pure function of request, fleet and sessions: the same inputs give
/// the same choice, and the decision records what it went by.
///
/// Requirements refuse. Among the rest: healthy before degraded, then more preferences met, then
/// the emptier node (sessions per place), then a tie-break drawn from the seed.
public final class RouteRanking {

    /// Names these rules in recorded decisions.
    public static final String POLICY = "emptiest-1";

    private static final Comparator<Candidate> BEST_FIRST =
            Comparator.comparing(Candidate::degraded)
                    .thenComparing(Candidate::preferred, Comparator.reverseOrder())
                    .thenComparingDouble(c -> (double) c.liveSessions() / c.maxConnections())
                    .thenComparingDouble(Candidate::tieBreak)
                    .thenComparing(Candidate::nodeId);

    private RouteRanking() {}

    public static RouteChoice rank(RouteRequest request, FleetIndex fleet, LiveSessions sessions) {
        Map<RouteRefusal, Integer> refused = new EnumMap<>(RouteRefusal.class);
        List<Candidate> candidates = new ArrayList<>();
        considered(request, fleet)
                .forEach(
                        node ->
                                node.node()
                                        .present()
                                        .ifPresent(
                                                membership ->
                                                        consider(
                                                                request,
                                                                node,
                                                                membership,
                                                                sessions,
                                                                candidates,
                                                                refused)));
        if (candidates.isEmpty()) {
            return new RouteChoice.NoCandidate(refused);
        }
        candidates.sort(BEST_FIRST);
        RoutingDecision decision = decision(request, candidates, refused);
        return new RouteChoice.Chosen(fleet.find(decision.chosen()).orElseThrow(), decision);
    }

    private static Stream<FleetNode> considered(RouteRequest request, FleetIndex fleet) {
        return request.requirements()
                .targetNode()
                .map(target -> fleet.find(target).stream())
                .orElseGet(fleet::all);
    }

    private static void consider(
            RouteRequest request,
            FleetNode node,
            Membership membership,
            LiveSessions sessions,
            List<Candidate> candidates,
            Map<RouteRefusal, Integer> refused) {
        int live = sessions.countOf(membership.id());
        refusal(request, node, membership, live)
                .ifPresentOrElse(
                        reason -> refused.merge(reason, 1, Integer::sum),
                        () -> candidates.add(candidate(request, node, membership, live)));
    }

    private static Optional<RouteRefusal> refusal(
            RouteRequest request, FleetNode node, Membership membership, int live) {
        RouteRequirements wanted = request.requirements();
        if (node.status() == NodeStatus.OFFLINE) {
            return Optional.of(RouteRefusal.OFFLINE);
        }
        if (node.isDraining()) {
            return Optional.of(RouteRefusal.DRAINING);
        }
        boolean full = live >= membership.profile().capabilities().maxConnections();
        if (full || request.exclude().contains(membership.id())) {
            return Optional.of(RouteRefusal.FULL);
        }
        double down = membership.profile().capabilities().bandwidth().down();
        if (wanted.minBandwidth().isPresent() && down < wanted.minBandwidth().getAsDouble()) {
            return Optional.of(RouteRefusal.BANDWIDTH_TOO_LOW);
        }
        return wanted.maxLatency().isPresent()
                ? latency(node, wanted.maxLatency().getAsDouble())
                : Optional.empty();
    }

    /// A latency that nobody measured cannot be promised.
    private static Optional<RouteRefusal> latency(FleetNode node, double latencyMax) {
        if (node.load().metrics().isEmpty()) {
            return Optional.of(RouteRefusal.LATENCY_UNKNOWN);
        }
        return node.load().metrics().get().latency() > latencyMax
                ? Optional.of(RouteRefusal.LATENCY_TOO_HIGH)
                : Optional.empty();
    }

    private static Candidate candidate(
            RouteRequest request, FleetNode node, Membership membership, int live) {
        return new Candidate(
                membership.id(),
                node.status() == NodeStatus.DEGRADED,
                preferencesMet(request.requirements(), membership.profile().location()),
                live,
                membership.profile().capabilities().maxConnections(),
                tieBreak(request.seed(), membership.id()));
    }

    private static int preferencesMet(RouteRequirements wanted, Location location) {
        int country =
                wanted.preferredCountry().filter(location.country()::equals).isPresent() ? 1 : 0;
        int region = wanted.preferredRegion().filter(location.region()::equals).isPresent() ? 1 : 0;
        return country + region;
    }

    /// In [0, 1); depends on nothing but seed and node, so no order of nodes can change it.
    private static double tieBreak(long seed, NodeId id) {
        long mixed = seed ^ id.value().getMostSignificantBits();
        mixed = mix(mixed) ^ id.value().getLeastSignificantBits();
        return (mix(mixed) >>> 11) * 0x1.0p-53;
    }

    /// The finaliser of SplitMix64 (Steele, Lea, Flood, OOPSLA 2014): every input bit moves every
    /// output bit.
    private static long mix(long z) {
        long first = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        long second = (first ^ (first >>> 27)) * 0x94d049bb133111ebL;
        return second ^ (second >>> 31);
    }

    private static RoutingDecision decision(
            RouteRequest request, List<Candidate> ranked, Map<RouteRefusal, Integer> refused) {
        Map<String, Integer> reasons = new TreeMap<>();
        refused.forEach((reason, count) -> reasons.put(reason.word(), count));
        return new RoutingDecision(
                POLICY,
                request.seed(),
                request.requirements(),
                RouteType.RELAY,
                ranked.getFirst().nodeId(),
                ranked.subList(0, Math.min(ranked.size(), RoutingDecision.CANDIDATES_MAX)),
                reasons);
    }
}
