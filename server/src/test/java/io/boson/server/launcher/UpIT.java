package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.api.ApiClient;
import io.boson.server.api.Bodies;
import io.boson.server.api.FactReader;
import io.boson.server.api.RelayPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The main job, with the real launcher, over real connections, up to a backup put back where
/// nothing is left.
class UpIT {

    private static final UUID NODE = UUID.fromString("0b50a000-0000-4000-8000-000000000001");

    @TempDir Path folder;

    @Test
    void walksTheWholePathStopsInOrderAndIsRestored() throws IOException {
        String nodeToken;
        try (Launched boson = Launched.start(folder, Map.of()).ready()) {
            refusesASecondOnTheSameData(boson);
            nodeToken = walksTheWholePath(boson);
            assertThat(boson.stop()).isEqualTo(143);
        }
        DataCopy.of(folder).restore();
        try (Launched again = Launched.start(folder, Map.of()).ready()) {
            ApiClient api = new ApiClient(again.api());
            JsonNode found =
                    api.as(again.file("operator.token"))
                            .get("/api/v1/nodes/" + NODE)
                            .expect(200)
                            .json();
            assertThat(found.path("nodeId").asText()).isEqualTo(NODE.toString());
            api.as(nodeToken)
                    .post("/api/v1/nodes/" + NODE + "/heartbeat", Bodies.heartbeat("online"))
                    .expect(200);
        }
    }

    private void refusesASecondOnTheSameData(Launched first) {
        try (Launched second = Launched.start(folder, Map.of())) {
            assertThat(second.exit()).isEqualTo(1);
            assertThat(second.said().lines()).singleElement().asString().startsWith("boson: data:");
            assertThat(new ApiClient(first.api()).get("/health/ready").status()).isEqualTo(200);
        }
    }

    /// @return the node's token
    private static String walksTheWholePath(Launched boson) {
        ApiClient api = new ApiClient(boson.api());
        assertThat(api.get("/health").expect(200).json().path("status").asText())
                .isEqualTo("healthy");
        String nodeToken = register(api.as(boson.enrolmentKey()));
        api.as(nodeToken)
                .post("/api/v1/nodes/" + NODE + "/heartbeat", Bodies.heartbeat("online"))
                .expect(200);
        JsonNode route = route(api);
        String session = route.path("id").asText();
        try (RelayPeer node = RelayPeer.connect(boson.relay(NODE), NODE, nodeToken);
                RelayPeer client =
                        RelayPeer.connect(
                                boson.relay(session),
                                session,
                                route.path("sessionToken").asText())) {
            node.greeted();
            client.greeted();
            client.binary("01020304");
            assertThat(node.next())
                    .contains(
                            "\"sessionId\":\"" + session + "\"",
                            "{\"type\":\"Buffer\",\"data\":[1,2,3,4]}");
            node.text("{\"type\":\"data\",\"sessionId\":\"" + session + "\",\"payload\":\"BQYH\"}");
            assertThat(client.next()).isEqualTo("binary 050607");
        }
        assertThat(facts(boson))
                .contains(
                        "io.boson.node.registered.v1",
                        "io.boson.node.heartbeat.v1",
                        "io.boson.session.requested.v1",
                        "io.boson.session.opened.v1",
                        "io.boson.session.node-attached.v1",
                        "io.boson.session.attached.v1");
        assertThat(boson.said()).doesNotContain(nodeToken, boson.file("operator.token"));
        return nodeToken;
    }

    private static String register(ApiClient api) {
        return api.post("/api/v1/nodes/register", Bodies.node(NODE))
                .expect(201)
                .json()
                .path("sessionToken")
                .asText();
    }

    private static JsonNode route(ApiClient api) {
        return api.post("/api/v1/routing/request", Bodies.route(UUID.randomUUID()))
                .expect(200)
                .json()
                .path("selectedRoute");
    }

    private static List<String> facts(Launched boson) {
        try (FactReader reader =
                new FactReader(
                        boson.file("kafka.bootstrap"),
                        "boson.nodes",
                        "boson.heartbeats",
                        "boson.sessions")) {
            return reader.all().stream().map(FactReader.Fact::type).toList();
        }
    }

    @Test
    void namesTheKeyOfABusyPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Launched boson =
                        Launched.start(
                                folder,
                                Map.of(
                                        "BOSON_HTTP_PORT",
                                        Integer.toString(taken.getLocalPort())))) {
            assertThat(boson.exit()).isEqualTo(1);
            assertThat(boson.said()).contains("boson: http.port:");
        }
    }

    @Test
    void namesTheKeyOfAWrongValueAndOfAForeignDirectory() throws IOException {
        try (Launched wrong = Launched.start(folder, Map.of("BOSON_ENROLMENT", "maybe"))) {
            assertThat(wrong.exit()).isEqualTo(1);
            assertThat(wrong.said().lines())
                    .singleElement()
                    .asString()
                    .contains("enrolment", "BOSON_ENROLMENT");
        }
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.writeString(foreign.resolve("thesis.txt"), "mine");
        try (Launched refused = Launched.start(folder, Map.of("BOSON_DATA", foreign.toString()))) {
            assertThat(refused.exit()).isEqualTo(1);
            assertThat(refused.said().lines())
                    .singleElement()
                    .asString()
                    .startsWith("boson: data:");
        }
        assertThat(foreign).isDirectoryContaining("glob:**/thesis.txt");
        try (var entries = Files.list(foreign)) {
            assertThat(entries.count()).isEqualTo(1);
        }
    }
}
