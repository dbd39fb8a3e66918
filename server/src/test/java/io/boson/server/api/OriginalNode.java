package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.TestServer.NodeHandle;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// What higgsnode, the original's node, does whatever else a test is about.
final class OriginalNode {

    private OriginalNode() {}

    /// It registers without a credential, and reads the first relay that speaks WebSocket.
    static NodeHandle registered(TestServer server) {
        ObjectNode body = Bodies.node(UUID.randomUUID()).put("heartbeatInterval", 30);
        JsonNode reply = server.api().post("/api/v1/nodes/register", body).expect(201).json();
        assertThat(reply.path("nodeId").asText()).isEqualTo(body.path("nodeId").asText());
        JsonNode relay = reply.path("relayServers").path(0);
        assertThat(relay.path("protocol").asText()).isEqualTo("websocket");
        assertThat(relay.path("host").isTextual()).isTrue();
        assertThat(relay.path("port").asInt()).isEqualTo(server.relayPort());
        UUID id = UUID.fromString(reply.path("nodeId").asText());
        assertThat(relayUrl(relay, server.address(), id)).isEqualTo(server.relay(id));
        // One list, whichever way it is asked for.
        JsonNode stun = server.api().get("/api/v1/turn/stun").expect(200).json();
        assertThat(reply.path("stunServers")).isEqualTo(stun.path("servers"));
        Instant expiresAt = Instant.ofEpochMilli(reply.path("expiresAt").longValue());
        assertThat(Duration.between(Instant.now(), expiresAt))
                .isBetween(Duration.ofDays(364), Duration.ofDays(365));
        return new NodeHandle(id, reply.path("sessionToken").asText(), server.api());
    }

    /// How it makes its relay's URL: a loopback host gives way to that of the server's own URL,
    /// with its scheme, and so does port 3000; of others it keeps both, and speaks `wss` unless the
    /// two hosts are alike.
    private static URI relayUrl(JsonNode relay, URI api, UUID node) {
        String host = relay.path("host").asText();
        int port = relay.path("port").asInt(3000);
        String scheme = api.getScheme().equals("https") ? "wss" : "ws";
        if (host.equals("localhost") || host.equals("127.0.0.1")) {
            host = api.getHost();
            port = port == 3000 ? api.getPort() : port;
        } else if (!host.contains(api.getHost()) && !api.getHost().contains(host)) {
            scheme = "wss";
        }
        return URI.create("%s://%s:%d/relay/%s".formatted(scheme, host, port, node));
    }

    static Answer beat(NodeHandle node) {
        return beat(node, "online");
    }

    static Answer beat(NodeHandle node, String status) {
        return node.api().post(node.path() + "/heartbeat", "{\"status\":\"%s\"}".formatted(status));
    }
}
