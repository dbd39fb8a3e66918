package io.boson.projections.route;

import io.boson.events.session.RouteReason;
import io.boson.events.session.RoutingDecision;
import io.boson.events.session.RoutingDecision.Candidate;
import io.boson.events.session.RoutingDecision.Choice;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// A recorded decision in a sentence for people.
public final class Explanation {

    private Explanation() {}

    public static String of(RoutingDecision decision) {
        return decision.choice()
                .map(choice -> chosen(decision, choice))
                .orElseGet(() -> nobody(decision));
    }

    private static String chosen(RoutingDecision decision, Choice choice) {
        Candidate first = decision.candidates().getFirst();
        return "Node %s in %s was chosen %s: score %s of 1, best %s, %d of %d places taken; %s; %s."
                .formatted(
                        choice.nodeId(),
                        place(first),
                        among(decision),
                        number(first.score()),
                        number(decision.bestScore()),
                        first.inputs().liveSessions(),
                        first.inputs().maxConnections(),
                        way(choice.reason()),
                        estimates(choice));
    }

    private static String place(Candidate candidate) {
        String region = candidate.inputs().region();
        return candidate.inputs().country() + (region.isEmpty() ? "" : " (" + region + ")");
    }

    private static String among(RoutingDecision decision) {
        if (decision.requirements().targetNode().isPresent()) {
            return "because it was asked for";
        }
        String which =
                decision.nearEquals() == 1
                        ? "as clearly the best"
                        : "by lot, weighted by free room, among %d near-equals"
                                .formatted(decision.nearEquals());
        return which + looked(decision);
    }

    private static String looked(RoutingDecision decision) {
        return " (looked at %d of %d nodes%s)"
                .formatted(decision.considered(), decision.known(), refused(decision.refused()));
    }

    private static String refused(Map<String, Integer> refused) {
        return refused.isEmpty()
                ? ""
                : refused.entrySet().stream()
                        .sorted(
                                Map.Entry.<String, Integer>comparingByValue()
                                        .reversed()
                                        .thenComparing(Map.Entry.comparingByKey()))
                        .map(e -> e.getValue() + " " + e.getKey().replace('-', ' '))
                        .collect(Collectors.joining(", ", "; refused: ", ""));
    }

    private static String way(RouteReason reason) {
        return switch (reason) {
            case NODE_WITHOUT_NAT -> "the route is direct because the node is behind no NAT";
            case NODE_FULL_CONE ->
                    "the route is direct because the node's NAT is a full cone with a known port";
            case HOLE_PUNCHING -> "the route is direct because both NATs allow hole punching";
            case NODE_ADDRESS_UNKNOWN ->
                    "the route goes by the relay because the node's address and port outside its"
                            + " NAT are not known";
            case CLIENT_ADDRESS_UNKNOWN ->
                    "the route goes by the relay because the client's address and port outside its"
                            + " NAT are not known";
            case NATS_INCOMPATIBLE ->
                    "the route goes by the relay because the two NATs do not allow hole punching";
        };
    }

    private static String estimates(Choice choice) {
        var latency = choice.estimates().latency();
        var bandwidth = choice.estimates().bandwidth();
        return latency.isPresent() && bandwidth.isPresent()
                ? "its last heartbeat measured %s ms and leaves %s Mbit/s"
                        .formatted(number(latency.getAsDouble()), number(bandwidth.getAsDouble()))
                : "latency and bandwidth are not estimated because its last heartbeat measured"
                        + " nothing";
    }

    private static String nobody(RoutingDecision decision) {
        return decision.considered() == 0
                ? "No node was chosen because none that was asked for is registered."
                : "No node was chosen: none met the requirements" + looked(decision) + ".";
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.3f", value);
        return text.replaceAll("\\.?0+$", "");
    }
}
