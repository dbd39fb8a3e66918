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
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;

/// Heartbeats by hand: they are nine in ten of all events, and reflection costs more than the rest
/// of their way through the server.
///
/// ```json
/// {"nodeId":"...","registration":"...","status":"online","at":"2026-01-01T00:00:00.000Z",
///  "metrics":{"latency":1.5,"jitter":0.1,"packetLoss":0,"cpuUsage":7,"memoryUsage":40,
///             "activeConnections":3,"bandwidthUp":1,"bandwidthDown":2}}
/// ```
///
/// `status` and `metrics` are left out where the node sent none.
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
            out.writeStringField("at", BosonJson.text(heartbeat.at()));
            if (heartbeat.metrics().isPresent()) {
                writeMetrics(out, heartbeat.metrics().get());
            }
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
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                fields.take(name, in);
            }
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
                case "nodeId" -> nodeId = NodeId.parse(in.getText());
                case "registration" ->
                        registration = UuidText.parse(in.getText()).map(RegistrationId::new);
                case "status" -> status = NodeStatus.parse(in.getText());
                case "at" -> at = Optional.of(time(in.getText()));
                case "metrics" -> metrics = Optional.of(metrics(in));
                default -> in.skipChildren();
            }
        }

        Heartbeat heartbeat() throws IOException {
            return new Heartbeat(
                    nodeId.orElseThrow(() -> new IOException("no nodeId")),
                    registration.orElseThrow(() -> new IOException("no registration")),
                    status,
                    metrics,
                    at.orElseThrow(() -> new IOException("no at")));
        }

        private static Instant time(String text) throws IOException {
            try {
                return Instant.parse(text);
            } catch (DateTimeException notATime) {
                throw new IOException("at is no time", notATime);
            }
        }

        private static HeartbeatMetrics metrics(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.START_OBJECT) {
                throw new IOException("metrics is no object");
            }
            double[] values = new double[METRICS.length];
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                in.nextToken();
                int index = indexOf(name);
                if (index >= 0) {
                    values[index] = in.getDoubleValue();
                } else {
                    in.skipChildren();
                }
            }
            return new HeartbeatMetrics(
                    values[0],
                    values[1],
                    values[2],
                    values[3],
                    values[4],
                    (int) values[5],
                    values[6],
                    values[7]);
        }

        private static final String[] METRICS = {
            "latency",
            "jitter",
            "packetLoss",
            "cpuUsage",
            "memoryUsage",
            "activeConnections",
            "bandwidthUp",
            "bandwidthDown"
        };

        private static int indexOf(String name) {
            for (int i = 0; i < METRICS.length; i++) {
                if (METRICS[i].equals(name)) {
                    return i;
                }
            }
            return -1;
        }
    }
}
