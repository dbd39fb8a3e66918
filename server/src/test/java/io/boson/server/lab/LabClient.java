package io.boson.server.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.boson.server.api.Bodies;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.UUID;

/// A client behind its NAT, which does what one without Boson's own program would: curl and wg.
record LabClient(Lab lab, Home home) {

    private static final JsonMapper JSON = new JsonMapper();

    /// An open session.
    ///
    /// @param relay where its WebSocket is
    record Session(String id, String token, String relay, ClientFile file) {}

    Session open(LabNode node) {
        return open(node, WireGuard.newKey());
    }

    Session open(LabNode node, String key) {
        String wish =
                Bodies.route(UUID.randomUUID())
                        .put("targetNodeId", node.id().toString())
                        .put("clientPublicKey", WireGuard.publicKey(key))
                        .toString();
        String answer =
                home.machine()
                        .feed(
                                wish,
                                "curl",
                                "-sS",
                                "-m20",
                                "--fail-with-body",
                                "-HContent-Type: application/json",
                                "-d@-",
                                LabServer.API + "/api/v1/routing/request");
        JsonNode route = parsed(answer).path("selectedRoute");
        String id = route.path("id").asText();
        String token = route.path("sessionToken").asText();
        String file = call(token, "GET", "/api/v1/sessions/" + id + "/wireguard.conf");
        return new Session(
                id, token, route.path("relayEndpoint").asText(), ClientFile.of(file, key));
    }

    void close(Session session) {
        call(session.token(), "DELETE", "/api/v1/sessions/" + session.id());
    }

    /// A tunnel of its own for a session, to its node's web server.
    WireGuard up(ClientFile file, LabNode node) {
        WireGuard tunnel = start();
        tunnel.configure(file.stripped());
        tunnel.up(file.mtu(), file.addresses());
        node.web().networks().forEach(tunnel::route);
        return tunnel;
    }

    /// One tunnel for two sessions of the same key.
    WireGuard up(ClientFile one, LabNode ones, ClientFile other, LabNode others) {
        WireGuard tunnel = start();
        tunnel.configure(one.to(ones.web()).stripped() + other.to(others.web()).peer());
        Set<String> addresses = new LinkedHashSet<>(one.addresses());
        addresses.addAll(other.addresses());
        tunnel.up(one.mtu(), addresses);
        tunnel.route(ones.web().networks().getFirst(), one.address());
        tunnel.route(others.web().networks().getFirst(), other.address());
        return tunnel;
    }

    private WireGuard start() {
        String device = lab.device();
        return lab.owns(WireGuard.start(home.machine(), device, lab.file(device + ".log")));
    }

    Ping ping(String address, Duration every) {
        Path log = lab.file("ping-" + UUID.randomUUID());
        return lab.owns(Ping.start(home.machine(), address, every, log));
    }

    /// As a person does who has Boson's program: it makes the key and prints the whole file.
    ClientFile connect(LabNode node) {
        Path boson = Path.of("target/boson/boson").toAbsolutePath();
        String id = node.id().toString();
        return new ClientFile(
                home.machine()
                        .run(boson.toString(), "connect", "--api", LabServer.API, "--node", id));
    }

    private String call(String token, String method, String path) {
        return home.machine()
                .feed(
                        "Authorization: Bearer " + token,
                        "curl",
                        "-sS",
                        "-m20",
                        "--fail-with-body",
                        "-H@-",
                        "-X" + method,
                        LabServer.API + path);
    }

    private static JsonNode parsed(String answer) {
        try {
            return JSON.readTree(answer);
        } catch (JsonProcessingException notJson) {
            throw new IllegalStateException(answer, notJson);
        }
    }
}
