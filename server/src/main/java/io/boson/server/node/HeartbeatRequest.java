package io.boson.server.node;

import io.boson.events.telemetry.HeartbeatMetrics;
import io.boson.events.telemetry.NodeStatus;
import io.boson.server.http.JsonFields;
import io.boson.server.http.JsonRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/// What a node says with a heartbeat. All of it may be left out; metrics come whole or not at all.
///
/// ```json
/// {"status":"online",
///  "metrics":{"latency":12.5,"jitter":1,"packetLoss":0,"cpuUsage":20,"memoryUsage":40,
///             "activeConnections":3,"bandwidth":{"up":1.5,"down":8}},
///  "peersVersion":"0f..."}
/// ```
///
/// @param peersVersion of the peers that the node's WireGuard has, where the node keeps track
record HeartbeatRequest(
        Optional<NodeStatus> status,
        Optional<HeartbeatMetrics> metrics,
        Optional<String> peersVersion) {

    private static final double PERCENT_MAX = 100;
    private static final double MILLIS_MAX = 3_600_000;
    private static final double BANDWIDTH_MAX = 1e7;
    private static final int VERSION_CHARS_MAX = 64;
    private static final int CONNECTIONS_MAX = 10_000_000;

    /// @throws io.boson.server.http.ProblemException 400 that names every wrong field
    static HeartbeatRequest parse(InputStream body) throws IOException {
        return JsonRequest.readOptional(body, HeartbeatRequest::from);
    }

    private static HeartbeatRequest from(JsonFields fields) {
        return new HeartbeatRequest(
                fields.optional(
                        "status",
                        name -> fields.choice(name, NodeStatus.values(), NodeStatus::text)),
                fields.optional("metrics", name -> measured(fields.object(name), true)),
                fields.optional("peersVersion", name -> fields.text(name, VERSION_CHARS_MAX)));
    }

    /// @param withUse whether connections and bandwidth belong to it; a registration sends none
    static HeartbeatMetrics measured(JsonFields fields, boolean withUse) {
        double latency = fields.number("latency", 0, MILLIS_MAX);
        double jitter = fields.number("jitter", 0, MILLIS_MAX);
        double loss = fields.number("packetLoss", 0, PERCENT_MAX);
        double cpu = fields.number("cpuUsage", 0, PERCENT_MAX);
        double memory = fields.number("memoryUsage", 0, PERCENT_MAX);
        if (!withUse) {
            return new HeartbeatMetrics(latency, jitter, loss, cpu, memory, 0, 0, 0);
        }
        int connections = fields.whole("activeConnections", 0, CONNECTIONS_MAX);
        JsonFields bandwidth = fields.object("bandwidth");
        return new HeartbeatMetrics(
                latency,
                jitter,
                loss,
                cpu,
                memory,
                connections,
                bandwidth.number("up", 0, BANDWIDTH_MAX),
                bandwidth.number("down", 0, BANDWIDTH_MAX));
    }
}
