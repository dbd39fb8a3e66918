package io.boson.server.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.node.NodeId;
import io.boson.history.MetricHistory;
import io.boson.history.MetricHistory.Aggregate;
import io.boson.history.sql.SampleRow;
import io.boson.history.sql.SelectBuckets.Bucket;
import io.boson.history.sql.SelectSamples;
import io.boson.server.history.HistoryPlane;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.Cursor;
import io.boson.server.http.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a node measured, for itself, operators and auditors.
@Path("/api/v1/metrics/{id}")
public final class MetricsResource {

    private final HistoryPlane history;
    private final Clock clock;

    public MetricsResource(HistoryPlane history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    @GET
    @Path("latest")
    public Response latest(@PathParam("id") String text) {
        NodeId node = readable(text);
        SampleRow latest =
                metrics()
                        .latest(node)
                        .orElseThrow(() -> Problem.notFound("Metrics not found").asException());
        return Answers.ok(out -> MetricsJson.sample(out, latest));
    }

    @GET
    @Path("history")
    public Response history(
            @PathParam("id") String text,
            @QueryParam("startTime") @Nullable String start,
            @QueryParam("endTime") @Nullable String end,
            @QueryParam("interval") @Nullable String interval,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("cursor") @Nullable String cursor) {
        NodeId node = readable(text);
        HistoryQuery query =
                HistoryQuery.parse(start, end, interval, limit, cursor, clock.instant());
        return query.level().isPresent() ? buckets(node, query) : samples(node, query);
    }

    private Response samples(NodeId node, HistoryQuery query) {
        List<SampleRow> rows =
                metrics()
                        .samples(
                                node,
                                query.place().time(),
                                query.place().id(),
                                query.range().to(),
                                query.limit() + 1);
        Optional<String> next =
                after(rows, query.limit()).map(row -> Cursor.write(SamplePlace.of(row).toString()));
        return Answers.ok(
                out -> {
                    out.writeStartObject();
                    page(out, "metrics", rows, query.limit(), next, MetricsJson::sample);
                    out.writeEndObject();
                });
    }

    private Response buckets(NodeId node, HistoryQuery query) {
        List<Bucket> rows =
                metrics()
                        .buckets(
                                node,
                                query.level().orElseThrow(),
                                query.level().orElseThrow().floor(query.place().time()),
                                query.range().to(),
                                query.limit() + 1);
        Optional<String> next =
                after(rows, query.limit())
                        .map(
                                row ->
                                        Cursor.write(
                                                new SamplePlace(row.start(), SelectSamples.FIRST_ID)
                                                        .toString()));
        return Answers.ok(
                out -> {
                    out.writeStartObject();
                    out.writeStringField("interval", query.level().orElseThrow().text());
                    page(out, "buckets", rows, query.limit(), next, MetricsJson::bucket);
                    out.writeEndObject();
                });
    }

    /// The first that does not fit on the page.
    private static <T> Optional<T> after(List<T> rows, int limit) {
        return rows.size() > limit ? Optional.of(rows.get(limit)) : Optional.empty();
    }

    private interface Writer<T> {
        void write(JsonGenerator out, T row) throws IOException;
    }

    private static <T> void page(
            JsonGenerator out,
            String name,
            List<T> rows,
            int limit,
            Optional<String> next,
            Writer<T> writer)
            throws IOException {
        int count = Math.min(rows.size(), limit);
        out.writeArrayFieldStart(name);
        for (T row : rows.subList(0, count)) {
            writer.write(out, row);
        }
        out.writeEndArray();
        out.writeNumberField("count", count);
        if (next.isPresent()) {
            out.writeStringField("nextCursor", next.get());
        }
    }

    @GET
    @Path("aggregated")
    public Response aggregated(
            @PathParam("id") String text,
            @QueryParam("startTime") @Nullable String start,
            @QueryParam("endTime") @Nullable String end) {
        NodeId node = readable(text);
        List<Problem.Detail> wrong = new ArrayList<>();
        TimeRange range =
                TimeRange.parse(start, end, clock.instant(), HistoryQuery.ROLLUPS_MAX, wrong);
        if (!wrong.isEmpty()) {
            throw Problem.invalid(wrong).asException();
        }
        Aggregate aggregate = metrics().summary(node, range.from(), range.to());
        return Answers.ok(out -> MetricsJson.aggregate(out, aggregate));
    }

    private MetricHistory metrics() {
        return Histories.require(history).metrics();
    }

    private static NodeId readable(String text) {
        Optional<NodeId> id = NodeId.parse(text);
        var _ = id.map(Access::node).map(Access.READER::or).orElse(Access.READER).require();
        return id.orElseThrow(() -> Problem.notFound("Node not found").asException());
    }
}
