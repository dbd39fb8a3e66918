package io.boson.server.replay;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.Topic;
import io.boson.events.codec.EventTypes;
import io.boson.events.log.LogPosition;
import io.boson.events.log.LogReplay;
import io.boson.events.log.RecordedEvent;
import io.boson.server.http.Access;
import io.boson.server.http.Json;
import io.boson.server.http.Problem;
import io.boson.server.metrics.TimeRange;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Events of all nodes once more, from the log itself.
@Path("/api/v1/replay")
public final class ReplayResource {

    private static final String BETWEEN = ".";

    private final LogReplay log;
    private final Replays replays;
    private final Clock clock;

    public ReplayResource(LogReplay log, Replays replays, Clock clock) {
        this.log = log;
        this.replays = replays;
        this.clock = clock;
    }

    /// @param types names of events, between commas; all where there are none
    /// @param last where a reader was cut off: the id of the last event it has
    @GET
    public Response replay(
            @QueryParam("type") @Nullable String types,
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("speed") @Nullable String speed,
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @HeaderParam("Accept") @Nullable String accept) {
        var _ = Access.READER.require();
        Set<String> wantedTypes = types(types);
        TimeRange range = TimeRange.ofLog(from, to, clock.instant());
        LogReplay.Wanted wanted =
                new LogReplay.Wanted(
                        topics(wantedTypes),
                        wantedTypes,
                        range.from(),
                        range.to(),
                        Optional.ofNullable(last).map(ReplayResource::positions));
        Pace pace = Pace.parse(speed, System::nanoTime);
        return replays.answer(accept, stream -> play(wanted, pace, stream));
    }

    private static Set<String> types(@Nullable String types) {
        if (types == null || types.isEmpty()) {
            return Set.of();
        }
        Set<String> wanted = Set.copyOf(Arrays.asList(types.split(",", -1)));
        if (!EventTypes.all().keySet().containsAll(wanted)) {
            throw Problem.invalid(
                            List.of(
                                    new Problem.Detail(
                                            "type",
                                            "must be names of events such as"
                                                    + " io.boson.node.registered.v1, between"
                                                    + " commas")))
                    .asException();
        }
        return wanted;
    }

    private static Set<Topic> topics(Set<String> types) {
        return types.isEmpty()
                ? EnumSet.allOf(Topic.class)
                : types.stream().map(EventTypes::topicOf).collect(Collectors.toSet());
    }

    private static List<LogPosition> positions(String lastEventId) {
        List<LogPosition> positions = new ArrayList<>();
        for (String each : lastEventId.split("[.]", -1)) {
            positions.add(
                    LogPosition.parse(each)
                            .orElseThrow(
                                    () ->
                                            Problem.badRequest(
                                                            "Last-Event-ID must be an id of this"
                                                                    + " replay")
                                                    .asException()));
        }
        return positions;
    }

    void play(LogReplay.Wanted wanted, Pace pace, EventStream stream)
            throws IOException, InterruptedException {
        try {
            log.replay(
                    wanted,
                    (event, next) -> {
                        try {
                            stream.pause(pace.until(event.receivedAt()));
                            stream.event(id(next), "event", out -> write(out, event));
                        } catch (IOException readerGone) {
                            throw new UncheckedIOException(readerGone);
                        }
                    });
        } catch (UncheckedIOException readerGone) {
            throw readerGone.getCause();
        }
    }

    private static String id(List<LogPosition> next) {
        return next.stream().map(LogPosition::toString).collect(Collectors.joining(BETWEEN));
    }

    /// A CloudEvent in its JSON form, with its place in the log.
    private static void write(JsonGenerator out, RecordedEvent event) throws IOException {
        RecordedEvent.Attributes said = event.attributes();
        out.writeStartObject();
        out.writeStringField("specversion", "1.0");
        for (Map.Entry<String, String> each :
                List.of(
                        Map.entry("id", said.id()),
                        Map.entry("type", said.type()),
                        Map.entry("source", said.source()),
                        Map.entry("subject", said.subject()),
                        Map.entry("actor", said.actor()),
                        Map.entry("correlationid", said.correlationId()),
                        Map.entry("causationid", said.causationId()))) {
            if (!each.getValue().isEmpty()) {
                out.writeStringField(each.getKey(), each.getValue());
            }
        }
        out.writeStringField("position", event.position().toString());
        out.writeStringField("received", Json.time(event.receivedAt()));
        out.writeFieldName("data");
        if (event.event().isPresent()) {
            out.writeRawValue(event.data().get());
        } else {
            out.writeString(event.data().get());
        }
        out.writeEndObject();
    }
}
