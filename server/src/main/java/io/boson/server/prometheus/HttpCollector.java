package io.boson.server.prometheus;

import io.boson.server.http.RequestCounts;
import io.boson.server.limits.RequestLimits;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Map;
import java.util.TreeMap;

/// The API's requests. `endpoint` is a route's template, so there are only so many.
final class HttpCollector implements MultiCollector {

    private static final int ERROR_MIN = 400;

    private final RequestCounts requests;
    private final RequestLimits limits;

    HttpCollector(RequestCounts requests, RequestLimits limits) {
        this.requests = requests;
        this.limits = limits;
    }

    private record Failure(String method, String endpoint, String type)
            implements Comparable<Failure> {

        @Override
        public int compareTo(Failure other) {
            return toString().compareTo(other.toString());
        }
    }

    @Override
    public MetricSnapshots collect() {
        var counts = requests.counts();
        Map<Failure, Long> failures = new TreeMap<>();
        for (RequestCounts.Count count : counts) {
            if (count.status() >= ERROR_MIN) {
                failures.merge(
                        new Failure(count.method(), count.route(), type(count.status())),
                        count.requests(),
                        Long::sum);
            }
        }
        return new Families()
                .counter(
                        "api_requests",
                        "Requests to the API that were answered.",
                        out ->
                                counts.forEach(
                                        count ->
                                                out.put(
                                                        count.requests(),
                                                        "method",
                                                        count.method(),
                                                        "endpoint",
                                                        count.route(),
                                                        "status",
                                                        Integer.toString(count.status()))))
                .counter(
                        "api_errors",
                        "Requests to the API that were answered with an error.",
                        out ->
                                failures.forEach(
                                        (failure, count) ->
                                                out.put(
                                                        count,
                                                        "method",
                                                        failure.method(),
                                                        "endpoint",
                                                        failure.endpoint(),
                                                        "error_type",
                                                        failure.type())))
                .histogram(
                        "http_request_duration_seconds",
                        "From the end of a request's headers to the end of its answer.",
                        out ->
                                requests.timings()
                                        .forEach(
                                                timing ->
                                                        out.put(
                                                                timing.reading(),
                                                                "endpoint",
                                                                timing.route(),
                                                                "status_class",
                                                                timing.statusClass())))
                .counter(
                        "rate_limited_requests",
                        "Requests answered 429, by the kind of work they asked for.",
                        "class",
                        limits.refusals())
                .collected();
    }

    /// Few words: what was wrong, seen from the caller.
    private static String type(int status) {
        return switch (status) {
            case 400 -> "bad_request";
            case 401 -> "unauthorized";
            case 403 -> "forbidden";
            case 404 -> "not_found";
            case 405 -> "method_not_allowed";
            case 408 -> "timeout";
            case 409 -> "conflict";
            case 413, 414, 431 -> "too_large";
            case 415 -> "unsupported_media_type";
            case 429 -> "rate_limited";
            case 503 -> "unavailable";
            default -> status < 500 ? "other_client_error" : "internal";
        };
    }
}
