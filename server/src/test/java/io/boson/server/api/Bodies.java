package io.boson.server.api;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;

/// Request bodies to begin with; a test changes what it is about.
public final class Bodies {

    private static final JsonMapper MAPPER = new JsonMapper();

    private Bodies() {}

    /// Everything that a registration must have, and a place of its own: a hundred connections, 50
    /// Mbit/s up and 100 down, in a region named after the node.
    public static ObjectNode node(UUID id) {
        return read(
                """
                {"nodeId":"%s","publicKey":"%s",
                 "networkInfo":{"ipv4":"192.0.2.1","ipv6":"2001:db8::1","natType":"FullCone",
                                "stunMappedAddress":"198.51.100.9","localPort":51820},
                 "capabilities":{"maxConnections":100,"bandwidth":{"up":50,"down":100.5},
                                 "routing":true,"natting":false},
                 "location":{"country":"DE","region":"%s","coordinates":[50.1,8.7]}}
                """
                        .formatted(id, key(id), region(id)));
    }

    /// A client that does not care which.
    public static ObjectNode route(UUID client) {
        return read(
                """
                {"clientId":"%s",
                 "clientNetworkInfo":{"ipv4":"198.51.100.7","natType":"Symmetric"}}
                """
                        .formatted(client));
    }

    /// All that a heartbeat may measure; healthy.
    public static ObjectNode heartbeat(String status) {
        return read(
                """
                {"status":"%s",
                 "metrics":{"latency":12.5,"jitter":1,"packetLoss":0,"cpuUsage":20,
                            "memoryUsage":40,"activeConnections":3,
                            "bandwidth":{"up":1.5,"down":8}}}
                """
                        .formatted(status));
    }

    /// All that a sample must have; it names no time.
    public static ObjectNode sample(UUID node) {
        return read(
                """
                {"nodeId":"%s",
                 "metrics":{"network":{"latency":12.5,"jitter":1,"packetLoss":0,
                                       "bandwidth":{"up":1.5,"down":8}},
                            "system":{"cpuUsage":20,"memoryUsage":40,"diskUsage":55,
                                      "loadAverage":0.7},
                            "wireguard":{"packets":{"sent":90,"received":80,"errors":1},
                                         "bytes":{"sent":99000,"received":88000}},
                            "connections":{"active":3,"total":12,"failed":1}}}
                """
                        .formatted(node));
    }

    /// Where [#node] is.
    public static String region(UUID id) {
        return "region-" + id;
    }

    /// 32 bytes that no other node has.
    public static String key(UUID id) {
        byte[] text = id.toString().replace("-", "").getBytes(StandardCharsets.US_ASCII);
        return Base64.getEncoder().encodeToString(text);
    }

    private static ObjectNode read(String json) {
        try {
            return MAPPER.readValue(json, ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
