package io.boson.projections.route;

import io.boson.events.node.Location.Coordinates;
import io.boson.events.routing.RoutePolicy;
import io.boson.events.routing.ScorePart;
import io.boson.events.session.CandidateInputs;
import io.boson.events.session.CandidateInputs.Measured;
import io.boson.events.session.RouteClient;
import io.boson.events.session.RouteRequirements;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/// What candidates are worth to one request under one policy: each part from 0 to 1, their weighted
/// mean the score. Parts that the request gives no occasion for are left out for all; a part that
/// is unknown of one candidate counts the policy's neutral value.
///
/// Parts are rounded to four decimals and scores to six: enough for any decision, and short in the
/// record.
final class Scoring {

    /// One candidate's score with all that led to it.
    record Score(double total, Map<String, Double> parts, Map<String, String> absent) {}

    private static final double UNKNOWN = Double.NaN;
    private static final double PART_STEPS = 1e4;
    private static final double SCORE_STEPS = 1e6;
    private static final double PERCENT = 100;

    private final RoutePolicy policy;
    private final RouteRequirements wanted;
    private final RouteClient client;
    private final ScorePart[] parts;
    private final double weights;
    private final double neutral;

    Scoring(RoutePolicy policy, RouteRequirements wanted, RouteClient client) {
        this.policy = policy;
        this.wanted = wanted;
        this.client = client;
        List<ScorePart> weighed = new ArrayList<>();
        int sum = 0;
        for (ScorePart part : ScorePart.values()) {
            if (policy.weights().of(part) > 0 && isAsked(part)) {
                weighed.add(part);
                sum += policy.weights().of(part);
            }
        }
        parts = weighed.toArray(ScorePart[]::new);
        weights = Math.max(1, sum);
        neutral = policy.neutral() / (double) RoutePolicy.THOUSANDTHS_MAX;
    }

    private boolean isAsked(ScorePart part) {
        return switch (part) {
            case COUNTRY -> wanted.preferredCountry().isPresent();
            case REGION -> wanted.preferredRegion().isPresent();
            case DISTANCE -> client.coordinates().isPresent();
            case HEALTH, LATENCY, JITTER, LOSS, CPU, MEMORY, ROOM, BANDWIDTH -> true;
        };
    }

    double total(CandidateInputs inputs) {
        double sum = 0;
        for (ScorePart part : parts) {
            double value = value(part, inputs);
            sum += policy.weights().of(part) * (Double.isNaN(value) ? neutral : value);
        }
        return Math.rint(sum / weights * SCORE_STEPS) / SCORE_STEPS;
    }

    Score score(CandidateInputs inputs) {
        Map<String, Double> known = new TreeMap<>();
        Map<String, String> absent = new TreeMap<>();
        for (ScorePart part : parts) {
            double value = value(part, inputs);
            if (Double.isNaN(value)) {
                absent.put(part.word(), whyUnknown(part));
            } else {
                known.put(part.word(), value);
            }
        }
        return new Score(total(inputs), known, absent);
    }

    private static String whyUnknown(ScorePart part) {
        return part == ScorePart.DISTANCE ? "node-place-unknown" : "not-measured";
    }

    private double value(ScorePart part, CandidateInputs in) {
        return switch (part) {
            case COUNTRY -> same(wanted.preferredCountry(), in.country());
            case REGION -> same(wanted.preferredRegion(), in.region());
            case HEALTH -> in.degraded() ? 0 : 1;
            case LATENCY -> measured(in, Measured::latency, policy.limits().latencyWorst());
            case JITTER -> measured(in, Measured::jitter, policy.limits().jitterWorst());
            case LOSS -> measured(in, Measured::packetLoss, policy.limits().lossWorst());
            case CPU -> measured(in, Measured::cpuUsage, PERCENT);
            case MEMORY -> measured(in, Measured::memoryUsage, PERCENT);
            case ROOM -> left(in.liveSessions(), in.maxConnections());
            case BANDWIDTH -> measured(in, Measured::bandwidthDown, in.bandwidthDown());
            case DISTANCE -> distance(in);
        };
    }

    private static double same(Optional<String> preferred, String actual) {
        return preferred.filter(actual::equalsIgnoreCase).isPresent() ? 1 : 0;
    }

    private static double measured(
            CandidateInputs in, ToDoubleFunction<Measured> measure, double worst) {
        return in.measured().isEmpty()
                ? UNKNOWN
                : left(measure.applyAsDouble(in.measured().get()), worst);
    }

    private double distance(CandidateInputs in) {
        if (client.coordinates().isEmpty() || in.coordinates().isEmpty()) {
            return UNKNOWN;
        }
        Coordinates here = client.coordinates().get();
        return left(
                Distance.kilometres(here, in.coordinates().get()), policy.limits().distanceWorst());
    }

    /// What is left of the whole; of nothing, nothing.
    private static double left(double used, double whole) {
        double share = whole > 0 ? Math.clamp(1 - used / whole, 0.0, 1.0) : 0;
        return Math.rint(share * PART_STEPS) / PART_STEPS;
    }
}
