package io.boson.events.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boson.events.UuidText;
import io.boson.events.node.NodeId;
import io.boson.events.node.RegistrationId;
import io.boson.events.telemetry.Heartbeat;
import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/// Heartbeats by hand: they are nine in ten of all events, and reflection costs more than the rest
/// of their way through the server.
///
/// ```json
/// {"nodeId":"...","registration":"...","status":"online",
///  "metrics":{"latency":1.5,"jitter":0.1,"packetLoss":0.0,"cpuUsage":7.0,"memoryUsage":40.0,
///             "activeConnections":3,"bandwidthUp":1.0,"bandwidthDown":2.5},
///  "at":"2026-01-01T00:00:00.000Z"}
/// ```
///
/// `status` and `metrics` are left out where the node sent none; metrics are all there or none.
final class HeartbeatJson {

    static final String TYPE = "io.boson.node.heartbeat.v1";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int SIZE_TYPICAL = 320;

    private HeartbeatJson() {}

    static byte[] write(Heartbeat heartbeat) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(SIZE_TYPICAL);
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("nodeId", heartbeat.nodeId().toString());
            out.writeStringField("registration", heartbeat.registration().toString());
            if (heartbeat.stated().isPresent()) {
                out.writeStringField("status", heartbeat.stated().get().text());
            }
            if (heartbeat.metrics().isPresent()) {
                writeMetrics(out, heartbeat.metrics().get());
            }
            out.writeStringField("at", BosonJson.text(heartbeat.at()));
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void writeMetrics(JsonGenerator out, HeartbeatMetrics metrics)
            throws IOException {
        out.writeObjectFieldStart("metrics");
        out.writeNumberField("latency", metrics.latency());
        out.writeNumberField("jitter", metrics.jitter());
        out.writeNumberField("packetLoss", metrics.packetLoss());
        out.writeNumberField("cpuUsage", metrics.cpuUsage());
        out.writeNumberField("memoryUsage", metrics.memoryUsage());
        out.writeNumberField("activeConnections", metrics.activeConnections());
        out.writeNumberField("bandwidthUp", metrics.bandwidthUp());
        out.writeNumberField("bandwidthDown", metrics.bandwidthDown());
        out.writeEndObject();
    }

    static Heartbeat read(byte[] data) throws IOException {
        Fields fields = new Fields();
        try (JsonParser in = JSON.createParser(data)) {
            in.nextToken();
            JsonMembers.each(in, name -> fields.take(name, in));
        }
        return fields.heartbeat();
    }

    /// What was read so far.
    private static final class Fields {
        private Optional<NodeId> nodeId = Optional.empty();
        private Optional<RegistrationId> registration = Optional.empty();
        private Optional<NodeStatus> status = Optional.empty();
        private Optional<Instant> at = Optional.empty();
        private Optional<HeartbeatMetrics> metrics = Optional.empty();

        void take(String name, JsonParser in) throws IOException {
            switch (name) {
                case "nodeId" -> nodeId = parsed(name, in, NodeId::parse);
                case "registration" ->
                        registration = parsed(name, in, UuidText::parse).map(RegistrationId::new);
                case "status" -> status = parsed(name, in, NodeStatus::parse);
                case "metrics" -> metrics = Optional.of(new Metrics().read(in));
                case "at" -> at = parsed(name, in, BosonJson::instant);
                default -> in.skipChildren();
            }
        }

        private static <T> Optional<T> parsed(
                String name, JsonParser in, Function<String, Optional<T>> parse)
                throws IOException {
            if (in.currentToken() != JsonToken.VALUE_STRING) {
                throw new IOException(name + " is no text");
            }
            Optional<T> value = parse.apply(in.getText());
            if (value.isEmpty()) {
                throw new IOException(name + " does not fit");
            }
            return value;
        }

        Heartbeat heartbeat() throws IOException {
            return new Heartbeat(
                    nodeId.orElseThrow(() -> new IOException("no nodeId")),
                    registration.orElseThrow(() -> new IOException("no registration")),
                    status,
                    metrics,
                    at.orElseThrow(() -> new IOException("no at")));
        }
    }

    /// The metrics read so far; one that was not is NaN, which JSON cannot say.
    private static final class Metrics {
        private double latency = Double.NaN;
        private double jitter = Double.NaN;
        private double packetLoss = Double.NaN;
        private double cpuUsage = Double.NaN;
        private double memoryUsage = Double.NaN;
        private OptionalInt activeConnections = OptionalInt.empty();
        private double bandwidthUp = Double.NaN;
        private double bandwidthDown = Double.NaN;

        HeartbeatMetrics read(JsonParser in) throws IOException {
            JsonMembers.each(in, name -> take(name, in));
            return new HeartbeatMetrics(
                    finite("latency", latency),
                    finite("jitter", jitter),
                    finite("packetLoss", packetLoss),
                    finite("cpuUsage", cpuUsage),
                    finite("memoryUsage", memoryUsage),
                    activeConnections.orElseThrow(() -> new IOException("no activeConnections")),
                    finite("bandwidthUp", bandwidthUp),
                    finite("bandwidthDown", bandwidthDown));
        }

        private void take(String name, JsonParser in) throws IOException {
            switch (name) {
                case "latency" -> latency = in.getDoubleValue();
                case "jitter" -> jitter = in.getDoubleValue();
                case "packetLoss" -> packetLoss = in.getDoubleValue();
                case "cpuUsage" -> cpuUsage = in.getDoubleValue();
                case "memoryUsage" -> memoryUsage = in.getDoubleValue();
                case "activeConnections" -> activeConnections = whole(name, in);
                case "bandwidthUp" -> bandwidthUp = in.getDoubleValue();
                case "bandwidthDown" -> bandwidthDown = in.getDoubleValue();
                default -> in.skipChildren();
            }
        }

        private static OptionalInt whole(String name, JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.VALUE_NUMBER_INT) {
                throw new IOException(name + " is no whole number");
            }
            return OptionalInt.of(in.getIntValue());
        }

        private static double finite(String name, double value) throws IOException {
            if (!Double.isFinite(value)) {
                throw new IOException("no " + name);
            }
            return value;
        }
    }
}
