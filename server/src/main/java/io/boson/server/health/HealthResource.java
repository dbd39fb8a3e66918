package io.boson.server.health;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.server.health.Health.Picture;
import io.boson.server.health.Probe.Report;
import io.boson.server.health.Probe.State;
import io.boson.server.http.Access;
import io.boson.server.http.Answers;
import io.boson.server.http.Json;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BooleanSupplier;

/// Health, for anyone: people, load balancers, and clients that look before they connect.
@Path("/health")
public final class HealthResource {

    private static final double MILLIS_PER_SECOND = 1000;

    private final Health health;
    private final BooleanSupplier ready;
    private final Clock clock;
    private final Instant started;

    /// @param ready whether reads are answered from all that was in the log at the start
    public HealthResource(Health health, BooleanSupplier ready, Clock clock) {
        this.health = health;
        this.ready = ready;
        this.clock = clock;
        this.started = clock.instant();
    }

    @GET
    public Response health() {
        Access.ANYONE.require();
        Picture picture = health.look();
        int status = picture.whole() == State.UNHEALTHY ? 503 : 200;
        return Answers.of(status, out -> write(out, picture));
    }

    @GET
    @Path("/ready")
    public Response ready() {
        Access.ANYONE.require();
        boolean servable = ready.getAsBoolean() && health.look().whole() != State.UNHEALTHY;
        return Answers.of(
                servable ? 200 : 503,
                out -> {
                    out.writeStartObject();
                    out.writeStringField("status", servable ? "ready" : "not ready");
                    out.writeEndObject();
                });
    }

    @GET
    @Path("/live")
    public Response live() {
        Access.ANYONE.require();
        return Answers.ok(
                out -> {
                    out.writeStartObject();
                    out.writeStringField("status", "alive");
                    out.writeNumberField("uptime", uptimeSeconds());
                    out.writeEndObject();
                });
    }

    private double uptimeSeconds() {
        return Duration.between(started, clock.instant()).toMillis() / MILLIS_PER_SECOND;
    }

    private void write(JsonGenerator out, Picture picture) throws IOException {
        out.writeStartObject();
        out.writeStringField("status", picture.whole().text());
        out.writeStringField("timestamp", Json.time(clock.instant()));
        out.writeNumberField("uptime", uptimeSeconds());
        out.writeObjectFieldStart("services");
        for (Map.Entry<String, Report> part : picture.parts().entrySet()) {
            out.writeObjectFieldStart(part.getKey());
            write(out, part.getValue());
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void write(JsonGenerator out, Report report) throws IOException {
        out.writeStringField("status", report.state().text());
        if (report.latencyMillis().isPresent()) {
            out.writeNumberField("latency", report.latencyMillis().get());
        }
        if (report.connections().isPresent()) {
            out.writeNumberField("connections", report.connections().get());
        }
        if (report.why().isPresent()) {
            out.writeStringField("why", report.why().get());
        }
    }
}
