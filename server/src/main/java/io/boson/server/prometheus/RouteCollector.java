package io.boson.server.prometheus;

import io.boson.server.route.RouteTally;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;

/// What became of routing requests.
final class RouteCollector implements MultiCollector {

    private final RouteTally routes;

    RouteCollector(RouteTally routes) {
        this.routes = routes;
    }

    @Override
    public MetricSnapshots collect() {
        return new Families()
                .counter(
                        "route_requests",
                        "Routing requests, by what they led to.",
                        "outcome",
                        routes.answers())
                .counter(
                        "route_refusals",
                        "Requests that found no route, under each reason that nodes were not fit.",
                        "reason",
                        routes.refusals())
                .counter(
                        "session_requests",
                        "Sessions asked for, by the arbiter's answer.",
                        "outcome",
                        routes.verdicts())
                .histogram(
                        "route_request_duration_seconds",
                        "From a routing request to its answer, the log's part included.",
                        out -> out.put(routes.requests()))
                .histogram(
                        "route_ranking_duration_seconds",
                        "The choice among nodes alone.",
                        out -> out.put(routes.rankings()))
                .collected();
    }
}
