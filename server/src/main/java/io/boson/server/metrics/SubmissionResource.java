package io.boson.server.metrics;

import io.boson.events.UuidText;
import io.boson.events.log.EventLog;
import io.boson.events.log.LogPosition;
import io.boson.events.node.NodeId;
import io.boson.events.node.RegistrationId;
import io.boson.events.telemetry.MetricsSubmitted;
import io.boson.projections.fleet.Fleet;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.JsonFields;
import io.boson.server.http.JsonRequest;
import io.boson.server.http.Origins;
import io.boson.server.http.Positions;
import io.boson.server.http.Problem;
import io.boson.server.log.Envelopes;
import io.boson.server.node.Lifetimes;
import io.boson.server.token.Principal;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A node tells what it measured: one sample, an array of them, or one per line. Whatever it is, it
/// becomes one record of the log, so all of it is kept or nothing.
@Path(SubmissionResource.PATH)
public final class SubmissionResource {

    public static final String PATH = "/api/v1/metrics";

    private static final String NDJSON = "application/x-ndjson";

    private final Fleet fleet;
    private final EventLog log;
    private final Envelopes envelopes;
    private final Clock clock;

    public SubmissionResource(Fleet fleet, EventLog log, Envelopes envelopes, Clock clock) {
        this.fleet = fleet;
        this.log = log;
        this.envelopes = envelopes;
        this.clock = clock;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    public Response submit(InputStream body) throws IOException {
        return accept(from -> JsonRequest.readSome(body, MetricsSubmitted.SAMPLES_MAX, from));
    }

    @POST
    @Consumes(NDJSON)
    public Response submitLines(InputStream body) throws IOException {
        return accept(from -> JsonRequest.readLines(body, MetricsSubmitted.SAMPLES_MAX, from));
    }

    private interface Reading {
        List<SampleRequest> read(Function<JsonFields, SampleRequest> reader) throws IOException;
    }

    private Response accept(Reading body) throws IOException {
        if (!(Access.NODE.require() instanceof Principal.RegisteredNode token)) {
            throw Problem.forbidden().asException();
        }
        NodeId id = token.id();
        var _ = Lifetimes.require(fleet.find(id), token);
        List<SampleRequest> said = body.read(SampleRequest::from);
        if (!said.stream().allMatch(sample -> sample.nodeId().equals(id))) {
            throw Problem.forbidden().asException();
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        MetricsSubmitted submitted =
                new MetricsSubmitted(
                        id,
                        new RegistrationId(UuidText.parse(token.registrationId()).orElseThrow()),
                        said.stream().map(sample -> sample.at(now)).toList(),
                        now);
        LogPosition position = log.append(envelopes.of(submitted, Origins.current()));
        return Positions.stamp(
                        Answers.json(
                                201,
                                out -> {
                                    out.writeStartObject();
                                    out.writeStringField("status", "ok");
                                    out.writeEndObject();
                                }),
                        Optional.of(position))
                .build();
    }
}
