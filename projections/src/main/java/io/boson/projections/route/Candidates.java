package io.boson.projections.route;

import io.boson.events.node.Location;
import io.boson.events.node.Membership;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.session.CandidateInputs;
import io.boson.events.session.CandidateInputs.Measured;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteRequirements;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.projections.fleet.FleetNode;
import io.boson.projections.session.LiveSessions;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Sorts nodes, one after the other, into candidates with their scores, and refused by reason.
/// Used by one decision and thrown away.
final class Candidates {

    private final RouteRequest request;
    private final LiveSessions sessions;
    private final Scoring scoring;
    private final List<Scored> found = new ArrayList<>();
    private final Map<RouteRefusal, Integer> refused = new EnumMap<>(RouteRefusal.class);
    private int considered;
    private double bestScore;

    Candidates(RouteRequest request, LiveSessions sessions, RoutePolicy policy) {
        this.request = request;
        this.sessions = sessions;
        this.scoring = new Scoring(policy, request.requirements(), request.client());
    }

    List<Scored> found() {
        return found;
    }

    Map<RouteRefusal, Integer> refused() {
        return refused;
    }

    /// Nodes looked at that were registered.
    int considered() {
        return considered;
    }

    double bestScore() {
        return bestScore;
    }

    void consider(FleetNode node) {
        node.node().present().ifPresent(membership -> consider(node, membership));
    }

    private void consider(FleetNode node, Membership membership) {
        considered++;
        NodeStatus status = node.status();
        Optional<RouteRefusal> reason = refusal(node, membership, status);
        int live = reason.isPresent() ? 0 : sessions.countOf(membership.id());
        if (reason.isEmpty() && live >= membership.profile().capabilities().maxConnections()) {
            reason = Optional.of(RouteRefusal.FULL);
        }
        if (reason.isPresent()) {
            refused.merge(reason.get(), 1, Integer::sum);
            return;
        }
        CandidateInputs inputs = inputs(node, membership, status, live);
        double score = scoring.total(inputs);
        bestScore = Math.max(bestScore, score);
        found.add(new Scored(membership.id(), inputs, score, Draw.NONE));
    }

    /// The first that holds; whether the node is full is looked up last, and only for who passes.
    private Optional<RouteRefusal> refusal(
            FleetNode node, Membership membership, NodeStatus status) {
        RouteRequirements wanted = request.requirements();
        if (status == NodeStatus.OFFLINE) {
            return Optional.of(RouteRefusal.OFFLINE);
        }
        if (node.isDraining()) {
            return Optional.of(RouteRefusal.DRAINING);
        }
        if (request.exclude().contains(membership.id())) {
            return Optional.of(RouteRefusal.REFUSED_BEFORE);
        }
        double down = membership.profile().capabilities().bandwidth().down();
        if (wanted.minBandwidth().isPresent() && down < wanted.minBandwidth().getAsDouble()) {
            return Optional.of(RouteRefusal.BANDWIDTH_TOO_LOW);
        }
        return wanted.maxLatency().isPresent()
                ? latency(node.metrics(membership), wanted.maxLatency().getAsDouble())
                : Optional.empty();
    }

    /// A latency that nobody measured cannot be promised.
    private static Optional<RouteRefusal> latency(
            Optional<HeartbeatMetrics> metrics, double latencyMax) {
        if (metrics.isEmpty()) {
            return Optional.of(RouteRefusal.LATENCY_UNKNOWN);
        }
        return metrics.get().latency() > latencyMax
                ? Optional.of(RouteRefusal.LATENCY_TOO_HIGH)
                : Optional.empty();
    }

    private static CandidateInputs inputs(
            FleetNode node, Membership membership, NodeStatus status, int live) {
        Location location = membership.profile().location();
        return new CandidateInputs(
                status == NodeStatus.DEGRADED,
                location.country(),
                location.region(),
                location.coordinates().map(RouteClient::coarse),
                live,
                membership.profile().capabilities().maxConnections(),
                membership.profile().capabilities().bandwidth().down(),
                node.metrics(membership).map(Candidates::measured));
    }

    private static Measured measured(HeartbeatMetrics metrics) {
        return new Measured(
                metrics.latency(),
                metrics.jitter(),
                metrics.packetLoss(),
                metrics.cpuUsage(),
                metrics.memoryUsage(),
                metrics.bandwidthDown());
    }
}
