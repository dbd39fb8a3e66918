package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.Answer;
import io.boson.server.api.ApiClient;
import io.boson.server.api.Bodies;
import io.boson.server.api.FactReader;
import io.boson.server.api.RelayPeer;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// kill -9 under load, and a restart: nothing that was acknowledged is missing, and what was handed
/// out still works.
class KillIT {

    private static final int NODES = 8;
    private static final int ACKNOWLEDGED_MIN = 400;

    /// All load comes from one address.
    private static final Map<String, String> LIMITS =
            Map.of(
                    "BOSON_LIMITS_NODES_BURST", "1000000",
                    "BOSON_LIMITS_EACH_NODE_BURST", "1000000");

    private record Node(UUID id, String token) {}

    @TempDir Path folder;

    @Test
    void nothingAcknowledgedIsLost() {
        Queue<String> acknowledged = new ConcurrentLinkedQueue<>();
        List<Node> nodes = new ArrayList<>();
        JsonNode route;
        String key;
        try (Launched boson = Launched.start(folder, LIMITS).ready()) {
            ApiClient api = new ApiClient(boson.api());
            key = boson.enrolmentKey();
            for (int i = 0; i < NODES; i++) {
                nodes.add(register(api.as(key)));
            }
            route = route(api, nodes.getFirst());
            try (RelayPeer client = attach(boson, route)) {
                client.greeted();
                awaitAttached(boson, route);
                List<Thread> load = load(api, nodes, acknowledged);
                Awaitility.await()
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> acknowledged.size() >= ACKNOWLEDGED_MIN);
                boson.kill();
                load.forEach(KillIT::join);
            }
        }
        try (Launched again = Launched.start(folder, LIMITS).ready()) {
            assertThat(written(again)).containsAll(acknowledged);
            assertThat(again.enrolmentKey()).isEqualTo(key);
            ApiClient api = new ApiClient(again.api());
            nodes.forEach(node -> beat(api, node).expect(200));
            String session = route.path("id").asText();
            api.as(route.path("sessionToken").asText())
                    .get("/api/v1/routing/route/" + session)
                    .expect(200);
            try (RelayPeer client = attach(again, route)) {
                client.greeted();
            }
            register(api.as(key));
        }
    }

    private static Node register(ApiClient api) {
        UUID id = UUID.randomUUID();
        Answer answer = api.post("/api/v1/nodes/register", Bodies.node(id)).expect(201);
        return new Node(id, answer.json().path("sessionToken").asText());
    }

    private static JsonNode route(ApiClient api, Node node) {
        ObjectNode wish = Bodies.route(UUID.randomUUID());
        wish.put("targetNodeId", node.id().toString());
        return api.post("/api/v1/routing/request", wish).expect(200).json().path("selectedRoute");
    }

    private static RelayPeer attach(Launched boson, JsonNode route) {
        String session = route.path("id").asText();
        return RelayPeer.connect(
                boson.relay(session), session, route.path("sessionToken").asText());
    }

    private static void awaitAttached(Launched boson, JsonNode route) {
        try (FactReader facts = new FactReader(boson.file("kafka.bootstrap"), "boson.sessions")) {
            facts.await(
                    route.path("nodeEndpoint").path("nodeId").asText(),
                    seen ->
                            seen.stream()
                                    .anyMatch(
                                            f -> f.type().equals("io.boson.session.attached.v1")));
        }
    }

    private static Answer beat(ApiClient api, Node node) {
        return api.as(node.token())
                .post("/api/v1/nodes/" + node.id() + "/heartbeat", Bodies.heartbeat("online"));
    }

    /// Each node beats as fast as it is answered, until nobody answers.
    private static List<Thread> load(ApiClient api, List<Node> nodes, Queue<String> acknowledged) {
        return nodes.stream()
                .map(node -> Thread.ofVirtual().start(() -> beats(api, node, acknowledged)))
                .toList();
    }

    private static void beats(ApiClient api, Node node, Queue<String> acknowledged) {
        try {
            while (true) {
                acknowledged.add(beat(api, node).expect(200).header("Boson-Position"));
            }
        } catch (UncheckedIOException killed) {
            // as meant
        }
    }

    private static Set<String> written(Launched boson) {
        try (FactReader facts = new FactReader(boson.file("kafka.bootstrap"), "boson.heartbeats")) {
            return facts.all().stream().map(FactReader.Fact::position).collect(Collectors.toSet());
        }
    }

    private static void join(Thread thread) {
        try {
            assertThat(thread.join(Duration.ofSeconds(40))).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
