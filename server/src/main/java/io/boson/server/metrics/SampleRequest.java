package io.boson.server.metrics;

import io.boson.events.node.NodeId;
import io.boson.events.telemetry.Counting;
import io.boson.events.telemetry.MetricSample;
import io.boson.server.http.JsonFields;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// One sample as nodes send it. Everything must be there but `timestamp` and `counters`.
///
/// ```json
/// {"nodeId":"...","timestamp":1790000000000,"counters":"cumulative",
///  "metrics":{"network":{"latency":12.5,"jitter":1,"packetLoss":0,
///                        "bandwidth":{"up":1.5,"down":8}},
///             "system":{"cpuUsage":20,"memoryUsage":40,"diskUsage":55,"loadAverage":0.7},
///             "wireguard":{"packets":{"sent":9,"received":8,"errors":0},
///                          "bytes":{"sent":99,"received":88}},
///             "connections":{"active":3,"total":12,"failed":0}}}
/// ```
///
/// @param timestamp milliseconds since 1970
record SampleRequest(
        NodeId nodeId,
        Optional<Instant> timestamp,
        Counting counting,
        MetricSample.Network network,
        MetricSample.Machine system,
        MetricSample.WireGuard wireguard,
        MetricSample.Connections connections) {

    /// Beyond these a node's clock is not believed.
    private static final Duration PAST_MAX = Duration.ofHours(24);

    private static final Duration FUTURE_MAX = Duration.ofSeconds(60);

    private static final double PERCENT_MAX = 100;
    private static final double MILLIS_MAX = 3_600_000;
    private static final double BANDWIDTH_MAX = 1e7;
    private static final double LOAD_MAX = 1e6;

    /// The year 9999.
    private static final double TIMESTAMP_MAX = 253_402_300_799_999.0;

    static SampleRequest from(JsonFields fields) {
        NodeId node = new NodeId(fields.uuid("nodeId"));
        Optional<Instant> timestamp =
                fields.optional(
                        "timestamp",
                        name -> Instant.ofEpochMilli((long) fields.number(name, 0, TIMESTAMP_MAX)));
        Counting counting =
                fields.optional(
                                "counters",
                                name -> fields.choice(name, Counting.values(), Counting::text))
                        .orElse(Counting.AMOUNTS);
        JsonFields metrics = fields.object("metrics");
        return new SampleRequest(
                node,
                timestamp,
                counting,
                network(metrics.object("network")),
                system(metrics.object("system")),
                wireguard(metrics.object("wireguard")),
                connections(metrics.object("connections")));
    }

    private static MetricSample.Network network(JsonFields fields) {
        JsonFields bandwidth = fields.object("bandwidth");
        return new MetricSample.Network(
                fields.number("latency", 0, MILLIS_MAX),
                fields.number("jitter", 0, MILLIS_MAX),
                fields.number("packetLoss", 0, PERCENT_MAX),
                bandwidth.number("up", 0, BANDWIDTH_MAX),
                bandwidth.number("down", 0, BANDWIDTH_MAX));
    }

    private static MetricSample.Machine system(JsonFields fields) {
        return new MetricSample.Machine(
                fields.number("cpuUsage", 0, PERCENT_MAX),
                fields.number("memoryUsage", 0, PERCENT_MAX),
                fields.number("diskUsage", 0, PERCENT_MAX),
                fields.number("loadAverage", 0, LOAD_MAX));
    }

    private static MetricSample.WireGuard wireguard(JsonFields fields) {
        JsonFields packets = fields.object("packets");
        JsonFields bytes = fields.object("bytes");
        return new MetricSample.WireGuard(
                amount(packets, "sent"),
                amount(packets, "received"),
                amount(packets, "errors"),
                amount(bytes, "sent"),
                amount(bytes, "received"));
    }

    private static MetricSample.Connections connections(JsonFields fields) {
        return new MetricSample.Connections(
                amount(fields, "active"), amount(fields, "total"), amount(fields, "failed"));
    }

    private static long amount(JsonFields fields, String name) {
        return fields.whole(name, 0, MetricSample.AMOUNT_MAX);
    }

    /// The node's time where it is believable, else the server's.
    MetricSample at(Instant now) {
        return new MetricSample(
                timestamp.filter(time -> isBelievable(time, now)).orElse(now),
                timestamp
                        .map(time -> OptionalLong.of(Duration.between(now, time).toMillis()))
                        .orElseGet(OptionalLong::empty),
                counting,
                network,
                system,
                wireguard,
                connections);
    }

    private static boolean isBelievable(Instant time, Instant now) {
        return !time.isBefore(now.minus(PAST_MAX)) && !time.isAfter(now.plus(FUTURE_MAX));
    }
}
