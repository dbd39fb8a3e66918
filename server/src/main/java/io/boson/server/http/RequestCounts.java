package io.boson.server.http;

import io.boson.server.measure.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;

/// Counts the requests to the API, also those that never reached a servlet, and how long they took.
///
/// Whatever is asked for, there are only so many counters: by route, never by path, by the methods
/// that HTTP itself defines, and by the statuses that this server answers with. A counted request
/// allocates nothing.
public final class RequestCounts implements RequestLog {

    /// Stands for all requests that no route was found for.
    public static final String UNMATCHED = "unmatched";

    private static final int STATUS_MIN = 100;
    private static final int STATUS_MAX = 599;
    private static final int CLASSES = 6;

    /// Those of RFC 9110 and RFC 5789 that anything here may answer; the last stands for all
    /// others.
    private static final List<String> METHODS =
            List.of("GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "other");

    /// @param method in capitals, or `other`
    /// @param route a template such as `/api/v1/nodes/{id}`, or [#UNMATCHED]
    public record Count(String method, String route, int status, long requests) {}

    /// @param statusClass such as `2xx`
    public record Timing(String route, String statusClass, Durations.Reading reading) {}

    private static final class Route {

        /// By method and, within it, by status.
        final AtomicReferenceArray<LongAdder> counts =
                new AtomicReferenceArray<>(METHODS.size() * statuses());

        final AtomicReferenceArray<Durations> timings = new AtomicReferenceArray<>(CLASSES);
    }

    private final Map<String, Route> routes = new ConcurrentHashMap<>();

    @Override
    public void log(Request request, Response response) {
        if (!JettyServer.API.equals(request.getConnectionMetaData().getConnector().getName())) {
            return;
        }
        String route =
                request.getAttribute(RequestContext.ATTRIBUTE) instanceof RequestContext context
                        ? context.route()
                        : RequestContext.NO_ROUTE;
        count(
                request.getMethod(),
                route,
                response.getStatus(),
                System.nanoTime() - request.getHeadersNanoTime());
    }

    void count(String method, String route, int status, long nanos) {
        int shown = Math.clamp(status, STATUS_MIN, STATUS_MAX);
        Route counted = routes.computeIfAbsent(route, _ -> new Route());
        int at = indexOf(method) * statuses() + shown - STATUS_MIN;
        LongAdder count = counted.counts.get(at);
        if (count == null) {
            counted.counts.compareAndSet(at, null, new LongAdder());
            count = counted.counts.get(at);
        }
        count.increment();
        Durations timing = counted.timings.get(shown / 100);
        if (timing == null) {
            counted.timings.compareAndSet(shown / 100, null, Durations.ofWaiting());
            timing = counted.timings.get(shown / 100);
        }
        timing.add(nanos);
    }

    /// All that were counted, in no order.
    public List<Count> counts() {
        List<Count> all = new ArrayList<>();
        routes.forEach(
                (name, route) -> {
                    for (int i = 0; i < route.counts.length(); i++) {
                        LongAdder count = route.counts.get(i);
                        if (count != null) {
                            all.add(
                                    new Count(
                                            METHODS.get(i / statuses()),
                                            shown(name),
                                            STATUS_MIN + i % statuses(),
                                            count.sum()));
                        }
                    }
                });
        return all;
    }

    /// From the end of a request's headers to the end of its answer.
    public List<Timing> timings() {
        List<Timing> all = new ArrayList<>();
        routes.forEach(
                (name, route) -> {
                    for (int i = 0; i < CLASSES; i++) {
                        Durations timing = route.timings.get(i);
                        if (timing != null) {
                            all.add(new Timing(shown(name), i + "xx", timing.reading()));
                        }
                    }
                });
        return all;
    }

    private static String shown(String route) {
        return route.equals(RequestContext.NO_ROUTE) ? UNMATCHED : route;
    }

    private static int statuses() {
        return STATUS_MAX - STATUS_MIN + 1;
    }

    private static int indexOf(String method) {
        int found = METHODS.indexOf(method);
        return found < 0 ? METHODS.size() - 1 : found;
    }
}
