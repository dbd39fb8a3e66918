package io.boson.server.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.access.AccessEvent;
import io.boson.events.log.EventLog;
import io.boson.events.log.RecordedEvent;
import io.boson.history.audit.AuditEntry;
import io.boson.history.audit.AuditQuery;
import io.boson.server.history.HistoryPlane;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.Json;
import io.boson.server.http.Origins;
import io.boson.server.log.Envelopes;
import io.boson.server.metrics.Histories;
import io.boson.server.token.Principal;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Every fact but heartbeats, metrics and usage, as the log holds them. That somebody looked is
/// itself a fact, appended before anything is shown.
@Path("/api/v1/audit/events")
public final class AuditResource {

    private static final List<String> RECORDED =
            List.of("subject", "actor", "type", "correlationId", "startTime", "endTime");

    private final HistoryPlane history;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;

    public AuditResource(HistoryPlane history, EventLog log, Envelopes envelopes, Clock clock) {
        this.history = history;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    @GET
    public Response find(@Context UriInfo uri) {
        Principal reader = Access.READER.require();
        MultivaluedMap<String, String> parameters = uri.getQueryParameters();
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        AuditQuery query = AuditRequest.parse(parameters, now);
        var trail = Histories.require(history).audit();
        log.append(
                envelopes.of(
                        new AccessEvent.AuditRead(
                                reader.role() + ":" + reader.name(), asked(parameters), now),
                        Origins.current()));
        List<AuditEntry> found = trail.find(query);
        return Answers.ok(out -> write(out, found, query.limit()));
    }

    private static Map<String, String> asked(MultivaluedMap<String, String> parameters) {
        Map<String, String> asked = new TreeMap<>();
        for (String name : RECORDED) {
            String value = parameters.getFirst(name);
            if (value != null) {
                asked.put(name, value);
            }
        }
        return asked;
    }

    private static void write(JsonGenerator out, List<AuditEntry> found, int limit)
            throws IOException {
        out.writeStartObject();
        out.writeArrayFieldStart("events");
        for (AuditEntry entry : found) {
            write(out, entry);
        }
        out.writeEndArray();
        out.writeNumberField("count", found.size());
        if (found.size() == limit) {
            out.writeStringField("nextCursor", AuditRequest.cursor(found.getLast().place()));
        }
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, AuditEntry entry) throws IOException {
        AuditQuery.Place place = entry.place();
        RecordedEvent.Attributes said = entry.attributes();
        out.writeStartObject();
        out.writeStringField("topic", place.topic());
        out.writeNumberField("partition", place.partition());
        out.writeNumberField("offset", place.offset());
        out.writeStringField("received", Json.time(place.received()));
        out.writeStringField("key", entry.key());
        out.writeStringField("id", said.id());
        out.writeStringField("type", said.type());
        out.writeStringField("source", said.source());
        out.writeStringField("subject", said.subject());
        out.writeStringField("actor", said.actor());
        out.writeStringField("correlationId", said.correlationId());
        if (!said.causationId().isEmpty()) {
            out.writeStringField("causationId", said.causationId());
        }
        out.writeFieldName("data");
        if (entry.readable()) {
            out.writeRawValue(entry.data());
        } else {
            out.writeString(entry.data());
        }
        out.writeEndObject();
    }
}
