package io.boson.server.simulate.play;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.simulate.plan.Measures;
import io.boson.server.simulate.plan.SimulatedClient;
import io.boson.server.simulate.plan.SimulatedNode;
import io.boson.server.simulate.plan.Wish;
import java.time.Duration;
import java.util.Base64;

/// What nodes and clients say, as JSON. The shapes are the API's and the relay's.
final class Words {

    private static final JsonMapper JSON = new JsonMapper();

    private Words() {}

    static JsonNode registration(SimulatedNode node, Duration heartbeat) {
        ObjectNode said = JSON.createObjectNode();
        said.put("nodeId", node.id().toString());
        said.put("publicKey", node.publicKey());
        said.putObject("networkInfo")
                .put("ipv4", node.ipv4())
                .putNull("ipv6")
                .put("natType", node.nat().word())
                .put("stunMappedAddress", node.ipv4())
                .put("localPort", node.localPort());
        ObjectNode capabilities = said.putObject("capabilities");
        capabilities.put("maxConnections", node.capacity().maxConnections());
        capabilities
                .putObject("bandwidth")
                .put("up", node.capacity().up())
                .put("down", node.capacity().down());
        capabilities.put("routing", true).put("natting", node.behindNat());
        ObjectNode location = said.putObject("location");
        location.put("country", node.city().country()).put("region", node.city().region());
        location.putArray("coordinates").add(node.latitude()).add(node.longitude());
        return said.put("heartbeatInterval", heartbeat.toSeconds());
    }

    /// @param status `online` or `degraded`
    static JsonNode heartbeat(String status, Measures measured) {
        ObjectNode said = JSON.createObjectNode().put("status", status);
        said.putObject("metrics")
                .put("latency", measured.latency())
                .put("jitter", measured.jitter())
                .put("packetLoss", measured.packetLoss())
                .put("cpuUsage", measured.cpuUsage())
                .put("memoryUsage", measured.memoryUsage())
                .put("activeConnections", measured.activeConnections())
                .putObject("bandwidth")
                .put("up", measured.up())
                .put("down", measured.down());
        return said;
    }

    static JsonNode route(SimulatedClient client) {
        ObjectNode said = JSON.createObjectNode().put("clientId", client.id().toString());
        switch (client.wish()) {
            case Wish.Anything() -> {}
            case Wish.InCountry(String country) ->
                    said.putObject("requirements").put("preferredCountry", country);
            case Wish.Bandwidth(int mbits) ->
                    said.putObject("requirements").put("minBandwidth", mbits);
            case Wish.Latency(int millis) ->
                    said.putObject("requirements").put("maxLatency", millis);
        }
        said.putObject("clientNetworkInfo")
                .put("ipv4", client.ipv4())
                .put("natType", client.nat().word());
        return said;
    }

    /// A packet from a node to one of its sessions.
    static String data(String session, byte[] packet) {
        return JSON.createObjectNode()
                .put("type", "data")
                .put("sessionId", session)
                .put("payload", Base64.getEncoder().encodeToString(packet))
                .toString();
    }
}
