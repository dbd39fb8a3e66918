package io.boson.server.metrics;

import com.fasterxml.jackson.core.JsonGenerator;
import io.boson.events.telemetry.MetricSample;
import io.boson.history.MetricHistory.Aggregate;
import io.boson.history.rollup.Gauge;
import io.boson.history.rollup.Sketch;
import io.boson.history.rollup.Summary;
import io.boson.history.sql.SampleRow;
import io.boson.history.sql.SelectBuckets.Bucket;
import io.boson.server.http.Json;
import java.io.IOException;
import java.util.List;

/// Samples as nodes send them, and what many of them come to.
public final class MetricsJson {

    private static final double MEDIAN = 0.5;
    private static final double P95 = 0.95;
    private static final double P99 = 0.99;

    /// In the order of a summary's totals.
    private static final List<String> TOTALS =
            List.of("packetsSent", "packetsReceived", "errors", "bytesSent", "bytesReceived");

    private MetricsJson() {}

    public static void sample(JsonGenerator out, SampleRow row) throws IOException {
        MetricSample sample = row.sample();
        out.writeStartObject();
        out.writeStringField("nodeId", row.node().toString());
        out.writeStringField("timestamp", Json.time(sample.time()));
        if (sample.skewMillis().isPresent()) {
            out.writeNumberField("skewMillis", sample.skewMillis().getAsLong());
        }
        out.writeStringField("counters", sample.counting().text());
        out.writeObjectFieldStart("metrics");
        network(out, sample.network());
        out.writeObjectFieldStart("system");
        out.writeNumberField("cpuUsage", sample.system().cpuUsage());
        out.writeNumberField("memoryUsage", sample.system().memoryUsage());
        out.writeNumberField("diskUsage", sample.system().diskUsage());
        out.writeNumberField("loadAverage", sample.system().loadAverage());
        out.writeEndObject();
        wireguard(out, sample.wireguard());
        out.writeObjectFieldStart("connections");
        out.writeNumberField("active", sample.connections().active());
        out.writeNumberField("total", sample.connections().total());
        out.writeNumberField("failed", sample.connections().failed());
        out.writeEndObject();
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void network(JsonGenerator out, MetricSample.Network network)
            throws IOException {
        out.writeObjectFieldStart("network");
        out.writeNumberField("latency", network.latency());
        out.writeNumberField("jitter", network.jitter());
        out.writeNumberField("packetLoss", network.packetLoss());
        out.writeObjectFieldStart("bandwidth");
        out.writeNumberField("up", network.bandwidthUp());
        out.writeNumberField("down", network.bandwidthDown());
        out.writeEndObject();
        out.writeEndObject();
    }

    private static void wireguard(JsonGenerator out, MetricSample.WireGuard wireguard)
            throws IOException {
        out.writeObjectFieldStart("wireguard");
        out.writeObjectFieldStart("packets");
        out.writeNumberField("sent", wireguard.packetsSent());
        out.writeNumberField("received", wireguard.packetsReceived());
        out.writeNumberField("errors", wireguard.errors());
        out.writeEndObject();
        out.writeObjectFieldStart("bytes");
        out.writeNumberField("sent", wireguard.bytesSent());
        out.writeNumberField("received", wireguard.bytesReceived());
        out.writeEndObject();
        out.writeEndObject();
    }

    /// `{"start","count","latency":{"min","avg","max","p95"},...,"totals":{...}}`
    static void bucket(JsonGenerator out, Bucket bucket) throws IOException {
        Summary summary = bucket.summary();
        out.writeStartObject();
        out.writeStringField("start", Json.time(bucket.start()));
        out.writeNumberField("count", summary.samples());
        for (Gauge gauge : Gauge.values()) {
            out.writeObjectFieldStart(gauge.text());
            out.writeNumberField("min", summary.min(gauge));
            out.writeNumberField("avg", summary.average(gauge));
            out.writeNumberField("max", summary.max(gauge));
            out.writeNumberField("p95", summary.quantile(gauge, P95));
            out.writeEndObject();
        }
        out.writeObjectFieldStart("totals");
        for (int i = 0; i < TOTALS.size(); i++) {
            out.writeNumberField(TOTALS.get(i), summary.total(i));
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    /// The contract's fields, zeros where there is no sample, and what the range came to be: where
    /// single samples are dropped already, it begins and ends with a full hour.
    static void aggregate(JsonGenerator out, Aggregate aggregate) throws IOException {
        Summary summary = aggregate.summary();
        out.writeStartObject();
        out.writeStringField("startTime", aggregate.from().toString());
        out.writeStringField("endTime", aggregate.to().toString());
        out.writeNumberField("avgLatency", summary.average(Gauge.LATENCY));
        out.writeNumberField("avgJitter", summary.average(Gauge.JITTER));
        out.writeNumberField("avgPacketLoss", summary.average(Gauge.PACKET_LOSS));
        out.writeNumberField("avgCpuUsage", summary.average(Gauge.CPU_USAGE));
        out.writeNumberField("avgMemoryUsage", summary.average(Gauge.MEMORY_USAGE));
        out.writeNumberField("totalBytesSent", summary.total(TOTALS.indexOf("bytesSent")));
        out.writeNumberField("totalBytesReceived", summary.total(TOTALS.indexOf("bytesReceived")));
        out.writeNumberField("totalPacketsSent", summary.total(TOTALS.indexOf("packetsSent")));
        out.writeNumberField(
                "totalPacketsReceived", summary.total(TOTALS.indexOf("packetsReceived")));
        out.writeNumberField("totalErrors", summary.total(TOTALS.indexOf("errors")));
        out.writeNumberField("count", summary.samples());
        out.writeObjectFieldStart("percentiles");
        out.writeNumberField("relativeError", Sketch.ERROR);
        for (Gauge gauge : Gauge.values()) {
            out.writeObjectFieldStart(gauge.text());
            out.writeNumberField("p50", summary.quantile(gauge, MEDIAN));
            out.writeNumberField("p95", summary.quantile(gauge, P95));
            out.writeNumberField("p99", summary.quantile(gauge, P99));
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeEndObject();
    }
}
