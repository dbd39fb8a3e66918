package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.ApiClient;
import io.boson.server.api.Bodies;
import io.boson.server.api.FactReader;
import io.boson.server.api.RelayPeer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A server process that ends while a node and some hundred of its clients are attached, and one
/// that takes its place: all come back with the tokens they have, through the accept ramp, to the
/// sessions they had.
@Timeout(300)
class RelayRestartIT {

    private static final int CLIENTS = 300;
    private static final int AT_ONCE = 20;
    private static final int PER_SECOND = 100;

    /// As the configuration's default; half of the ramp would do in less.
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static final Duration ALL_BACK_MAX = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    /// A node's or a session's.
    private record End(String id, String token) {}

    @TempDir Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Map<String, String> settings;

    RelayRestartIT() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            settings =
                    Map.of(
                            "BOSON_RELAY_PORT",
                            Integer.toString(free.getLocalPort()),
                            "BOSON_RELAY_HANDSHAKES_PER_SECOND",
                            Integer.toString(PER_SECOND),
                            // All come from one address.
                            "BOSON_LIMITS_ROUTING_BURST",
                            "1000000",
                            "BOSON_LIMITS_VERIFICATIONS_BURST",
                            "1000000");
        }
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void afterAKill() throws Exception {
        End node;
        List<End> clients;
        List<RelayPeer> peers;
        String session;
        try (Launched boson = Launched.start(folder, settings).ready()) {
            node = node(boson);
            clients = clients(boson, node);
            peers = attached(boson, node, clients, new ConcurrentLinkedQueue<>());
            packetsPass(peers, clients);
            session = session(boson, clients.getFirst());
            awaitInTheLog(boson, node, CLIENTS);
            boson.kill();
        }
        for (RelayPeer peer : peers) {
            assertThat(peer.next()).as("said nothing").matches("(closed 1006|failed).*");
        }
        try (Launched boson = Launched.start(folder, settings).ready()) {
            Queue<Duration> toldLater = new ConcurrentLinkedQueue<>();
            long began = System.nanoTime();
            peers = attached(boson, node, clients, toldLater);
            double seconds = (System.nanoTime() - began) / 1e9;

            // So many at once after a quiet second, then so many in each.
            assertThat(CLIENTS).isLessThanOrEqualTo((int) (PER_SECOND * (seconds + 1)));
            assertThat(toldLater)
                    .isNotEmpty()
                    .allMatch(wait -> wait.toSeconds() >= 1 && wait.toSeconds() <= 10);
            packetsPass(peers, clients);
            assertThat(session(boson, clients.getFirst())).isEqualTo(session);
            assertNoSessionEnded(boson);
        }
    }

    @Test
    void afterAnOrderlyRestart() throws Exception {
        End node;
        List<End> clients;
        List<RelayPeer> peers;
        List<Duration> waits = new ArrayList<>();
        String session;
        try (Launched boson = Launched.start(folder, settings).ready()) {
            node = node(boson);
            clients = clients(boson, node);
            peers = attached(boson, node, clients, new ConcurrentLinkedQueue<>());
            session = session(boson, clients.getFirst());
            Future<Integer> exit = threads.submit(boson::stop);
            List<End> all = new ArrayList<>(List.of(node));
            all.addAll(clients);
            for (int i = 0; i < all.size(); i++) {
                waits.add(sentAway(peers.get(i), boson.relay(all.get(i).id())));
            }
            exit.get(ALL_BACK_MAX.toSeconds(), TimeUnit.SECONDS);
        }
        assertThat(waits).allMatch(wait -> wait.compareTo(SPREAD) < 0);
        assertThat(waits.stream().filter(wait -> wait.compareTo(SPREAD.dividedBy(2)) < 0).count())
                .as("spread evenly")
                .isBetween(CLIENTS * 4 / 10L, CLIENTS * 6 / 10L);
        try (Launched boson = Launched.start(folder, settings).ready()) {
            Queue<Duration> toldLater = new ConcurrentLinkedQueue<>();
            peers = attachedAfter(boson, node, clients, toldLater, waits);

            assertThat(toldLater).as("nobody was in a hurry").isEmpty();
            packetsPass(peers, clients);
            assertThat(session(boson, clients.getFirst())).isEqualTo(session);
            assertNoSessionEnded(boson);
        }
    }

    private static End node(Launched boson) {
        UUID id = UUID.randomUUID();
        ObjectNode body = Bodies.node(id);
        body.withObject("/capabilities").put("maxConnections", 2 * CLIENTS);
        JsonNode answer =
                new ApiClient(boson.api())
                        .as(boson.enrolmentKey())
                        .post("/api/v1/nodes/register", body)
                        .expect(201)
                        .json();
        return new End(id.toString(), answer.path("sessionToken").asText());
    }

    /// A few at a time: what it takes to open a session is not what is tried here.
    private List<End> clients(Launched boson, End node) throws Exception {
        ApiClient api = new ApiClient(boson.api());
        List<End> all = new ArrayList<>();
        while (all.size() < CLIENTS) {
            all.addAll(together(AT_ONCE, _ -> client(api, node)));
        }
        return all;
    }

    private static End client(ApiClient api, End node) {
        ObjectNode wish = Bodies.route(UUID.randomUUID());
        wish.put("targetNodeId", node.id());
        JsonNode route =
                api.post("/api/v1/routing/request", wish).expect(200).json().path("selectedRoute");
        return new End(route.path("id").asText(), route.path("sessionToken").asText());
    }

    /// The node's peer first.
    private List<RelayPeer> attached(
            Launched boson, End node, List<End> clients, Queue<Duration> toldLater)
            throws Exception {
        return attachedAfter(boson, node, clients, toldLater, List.of());
    }

    /// @param waits by place, the node's first; none where nobody waits
    private List<RelayPeer> attachedAfter(
            Launched boson,
            End node,
            List<End> clients,
            Queue<Duration> toldLater,
            List<Duration> waits)
            throws Exception {
        return together(
                clients.size() + 1,
                i -> {
                    End end = i == 0 ? node : clients.get(i - 1);
                    if (!waits.isEmpty()) {
                        RelayPeer.after(waits.get(i)).join();
                    }
                    return RelayPeer.connectAsTold(
                                    boson.relay(end.id()), end.id(), end.token(), toldLater::add)
                            .greeted();
                });
    }

    private <T> List<T> together(int count, Function<Integer, T> each) throws Exception {
        List<Future<T>> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            int number = i;
            all.add(threads.submit(() -> each.apply(number)));
        }
        List<T> done = new ArrayList<>();
        for (Future<T> one : all) {
            done.add(one.get(ALL_BACK_MAX.toSeconds(), TimeUnit.SECONDS));
        }
        return done;
    }

    /// Both ways, through every session.
    private static void packetsPass(List<RelayPeer> peers, List<End> clients) {
        RelayPeer node = peers.getFirst();
        for (int i = 0; i < clients.size(); i++) {
            RelayPeer client = peers.get(i + 1);
            client.binary("0401");
            String session = clients.get(i).id();
            assertThat(node.next()).contains("\"" + session + "\"").contains("[4,1]");
            node.text(
                    ("{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"node-to-client\","
                                    + "\"payload\":{\"type\":\"Buffer\",\"data\":[4,2]}}")
                            .formatted(session));
            assertThat(client.next()).isEqualTo("binary 0402");
        }
    }

    /// When the peer is told to come back; it is told where, too, before its socket closes.
    private static Duration sentAway(RelayPeer peer, URI home) throws JsonProcessingException {
        JsonNode told = JSON.readTree(peer.next());
        assertThat(told.path("type").asText()).isEqualTo("control");
        JsonNode payload = told.path("payload");
        assertThat(payload.path("action").asText()).isEqualTo("reconnect");
        assertThat(payload.path("url").asText()).isEqualTo(home.toString());
        assertThat(peer.next()).startsWith("closed 1001");
        return Duration.ofMillis(payload.path("afterMs").asLong(-1));
    }

    /// What a session's holder is told of it, without what moves on while it lives.
    private static String session(Launched boson, End client) {
        JsonNode route =
                new ApiClient(boson.api())
                        .as(client.token())
                        .get("/api/v1/routing/route/" + client.id())
                        .expect(200)
                        .json();
        return route.path("id").asText() + " since " + route.path("createdAt").asText();
    }

    private static void awaitInTheLog(Launched boson, End node, int clients) {
        try (FactReader facts = new FactReader(boson.file("kafka.bootstrap"), "boson.sessions")) {
            facts.await(
                    node.id(),
                    seen -> seen.stream().filter(RelayRestartIT::isAttached).count() == clients);
        }
    }

    private static boolean isAttached(FactReader.Fact fact) {
        return fact.type().equals("io.boson.session.attached.v1");
    }

    private static void assertNoSessionEnded(Launched boson) {
        try (FactReader facts = new FactReader(boson.file("kafka.bootstrap"), "boson.sessions")) {
            assertThat(facts.all())
                    .extracting(FactReader.Fact::type)
                    .contains("io.boson.session.attached.v1")
                    .doesNotContain("io.boson.session.closed.v1", "io.boson.session.expired.v1");
        }
    }
}
