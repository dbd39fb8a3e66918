package io.boson.events.codec;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.boson.events.UuidText;
import io.boson.events.node.NodeId;
import io.boson.events.node.RegistrationId;
import io.boson.events.telemetry.MetricSample;
import io.boson.events.telemetry.MetricsSubmitted;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Metrics by hand: up to 500 samples in one record, and every one of them is read again by the
/// history.
///
/// ```json
/// {"nodeId":"...","registration":"...","samples":[<SampleJson>,...],
///  "at":"2026-01-01T00:00:00.000Z"}
/// ```
final class MetricsJson {

    static final String TYPE = "io.boson.node.metrics.v1";

    private static final JsonFactory JSON = new JsonFactory();
    private static final int SAMPLE_BYTES_TYPICAL = 512;

    private MetricsJson() {}

    static byte[] write(MetricsSubmitted metrics) throws IOException {
        ByteArrayOutputStream bytes =
                new ByteArrayOutputStream(SAMPLE_BYTES_TYPICAL * (1 + metrics.samples().size()));
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("nodeId", metrics.nodeId().toString());
            out.writeStringField("registration", metrics.registration().toString());
            out.writeArrayFieldStart("samples");
            for (MetricSample sample : metrics.samples()) {
                SampleJson.write(out, sample);
            }
            out.writeEndArray();
            out.writeStringField("at", BosonJson.text(metrics.at()));
            out.writeEndObject();
        }
        return bytes.toByteArray();
    }

    static MetricsSubmitted read(byte[] data) throws IOException {
        Fields fields = new Fields();
        try (JsonParser in = JSON.createParser(data)) {
            in.nextToken();
            JsonMembers.each(in, name -> fields.take(name, in));
        }
        return fields.metrics();
    }

    /// What was read so far.
    private static final class Fields {
        private Optional<NodeId> nodeId = Optional.empty();
        private Optional<RegistrationId> registration = Optional.empty();
        private Optional<Instant> at = Optional.empty();
        private List<MetricSample> samples = List.of();

        void take(String name, JsonParser in) throws IOException {
            switch (name) {
                case "nodeId" -> nodeId = parsed(name, in, NodeId::parse);
                case "registration" ->
                        registration = parsed(name, in, UuidText::parse).map(RegistrationId::new);
                case "samples" -> samples = samples(in);
                case "at" -> at = parsed(name, in, BosonJson::instant);
                default -> in.skipChildren();
            }
        }

        private static <T> Optional<T> parsed(
                String name, JsonParser in, Function<String, Optional<T>> parse)
                throws IOException {
            return Optional.of(JsonMembers.parsed(name, in, parse));
        }

        private static List<MetricSample> samples(JsonParser in) throws IOException {
            if (in.currentToken() != JsonToken.START_ARRAY) {
                throw new IOException("samples is no array");
            }
            List<MetricSample> samples = new ArrayList<>();
            while (in.nextToken() != JsonToken.END_ARRAY) {
                if (samples.size() == MetricsSubmitted.SAMPLES_MAX) {
                    throw new IOException("more than " + MetricsSubmitted.SAMPLES_MAX + " samples");
                }
                samples.add(SampleJson.read(in));
            }
            return samples;
        }

        MetricsSubmitted metrics() throws IOException {
            if (samples.isEmpty()) {
                throw new IOException("no samples");
            }
            return new MetricsSubmitted(
                    nodeId.orElseThrow(() -> new IOException("no nodeId")),
                    registration.orElseThrow(() -> new IOException("no registration")),
                    samples,
                    at.orElseThrow(() -> new IOException("no at")));
        }
    }
}
