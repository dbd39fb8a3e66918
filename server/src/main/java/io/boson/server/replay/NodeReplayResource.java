package io.boson.server.replay;

import io.boson.events.node.NodeId;
import io.boson.history.MetricHistory;
import io.boson.history.sql.SampleRow;
import io.boson.history.sql.SelectSamples;
import io.boson.server.history.HistoryPlane;
import io.boson.server.http.Access;
import io.boson.server.http.Problem;
import io.boson.server.metrics.Histories;
import io.boson.server.metrics.MetricsJson;
import io.boson.server.metrics.SamplePlace;
import io.boson.server.metrics.TimeRange;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A node's samples once more, from the history.
@Path("/api/v1/metrics/{id}/replay")
public final class NodeReplayResource {

    private static final int PAGE = 500;

    private final HistoryPlane history;
    private final Replays replays;
    private final Clock clock;

    public NodeReplayResource(HistoryPlane history, Replays replays, Clock clock) {
        this.history = history;
        this.replays = replays;
        this.clock = clock;
    }

    /// @param last where a reader was cut off: the id of the last sample it has
    @GET
    public Response replay(
            @PathParam("id") String text,
            @QueryParam("startTime") @Nullable String start,
            @QueryParam("endTime") @Nullable String end,
            @QueryParam("speed") @Nullable String speed,
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @HeaderParam("Accept") @Nullable String accept) {
        Optional<NodeId> id = NodeId.parse(text);
        var _ = id.map(Access::node).map(Access.READER::or).orElse(Access.READER).require();
        NodeId node = id.orElseThrow(() -> Problem.notFound("Node not found").asException());
        TimeRange range = TimeRange.ofSamples(start, end, clock.instant());
        Pace pace = Pace.parse(speed, System::nanoTime);
        Optional<SamplePlace> after = Optional.ofNullable(last).map(NodeReplayResource::place);
        MetricHistory metrics = Histories.require(history).metrics();
        return replays.answer(accept, stream -> play(metrics, node, range, after, pace, stream));
    }

    private static SamplePlace place(String lastEventId) {
        return SamplePlace.parse(lastEventId)
                .orElseThrow(
                        () ->
                                Problem.badRequest("Last-Event-ID must be an id of this replay")
                                        .asException());
    }

    /// Page by page: no transaction lives as long as a reader takes.
    private static void play(
            MetricHistory metrics,
            NodeId node,
            TimeRange range,
            Optional<SamplePlace> after,
            Pace pace,
            EventStream stream)
            throws IOException, InterruptedException {
        SamplePlace at = after.orElse(new SamplePlace(range.from(), SelectSamples.FIRST_ID));
        Optional<SamplePlace> seen = after;
        List<SampleRow> page;
        do {
            page = metrics.samples(node, at.time(), at.id(), range.to(), PAGE);
            for (SampleRow row : page) {
                at = SamplePlace.of(row);
                if (seen.filter(at::equals).isPresent()) {
                    continue; // the page before ended with it
                }
                stream.pause(pace.until(row.sample().time()));
                stream.event(at.toString(), "sample", out -> MetricsJson.sample(out, row));
            }
            seen = Optional.of(at);
        } while (page.size() == PAGE);
    }
}
