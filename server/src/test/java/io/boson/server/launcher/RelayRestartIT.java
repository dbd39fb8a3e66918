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

/// A server process that ends while a node and a hundred of its clients are attached, and one that
/// takes its place: all come back with the tokens they have, through the accept ramp, to the
/// sessions they had. First it is killed, then it ends in order.
@Timeout(300)
class RelayRestartIT {

    private static final int CLIENTS = 100;
    private static final int AT_ONCE = 20;
    private static final int PER_SECOND = 30;

    /// As the configuration's default; half of the ramp would do in less.
    private static final Duration SPREAD = Duration.ofSeconds(10);

    private static final Duration ALL_BACK_MAX = Duration.ofSeconds(90);
    private static final JsonMapper JSON = new JsonMapper();

    /// A node's or a session's.
    private record End(String id, String token) {}

    /// @param session what the first client is told of its session
    private record Crowd(End node, List<End> clients, String session) {

        /// The node first.
        End end(int place) {
            return place == 0 ? node : clients.get(place - 1);
        }
    }

    @TempDir Path folder;

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final int relayPort;

    RelayRestartIT() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            relayPort = free.getLocalPort();
        }
    }

    /// All come from one address.
    private Map<String, String> settings(int perSecond) {
        return Map.of(
                "BOSON_RELAY_PORT",
                Integer.toString(relayPort),
                "BOSON_RELAY_HANDSHAKES_PER_SECOND",
                Integer.toString(perSecond),
                "BOSON_LIMITS_ROUTING_BURST",
                "1000000",
                "BOSON_LIMITS_VERIFICATIONS_BURST",
                "1000000");
    }

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void allComeBackAfterAKillAndAfterAnOrderlyRestart() throws Exception {
        Crowd crowd;
        List<RelayPeer> peers;
        try (Launched boson = Launched.start(folder, settings(10 * CLIENTS)).ready()) {
            crowd = crowd(boson);
            peers = attached(boson, crowd, new ConcurrentLinkedQueue<>(), List.of());
            awaitInTheLog(boson, crowd.node());
            boson.kill();
        }
        for (RelayPeer peer : peers) {
            assertThat(peer.next()).as("said nothing").matches("(closed 1006|failed).*");
        }
        List<Duration> waits;
        try (Launched boson = Launched.start(folder, settings(PER_SECOND)).ready()) {
            waits = sentAwayInOrder(boson, crowd, backAllAtOnce(boson, crowd));
        }
        try (Launched boson = Launched.start(folder, settings(PER_SECOND)).ready()) {
            backAsTold(boson, crowd, waits);
        }
    }

    private List<RelayPeer> backAllAtOnce(Launched boson, Crowd crowd) throws Exception {
        Queue<Duration> toldLater = new ConcurrentLinkedQueue<>();
        long began = System.nanoTime();
        List<RelayPeer> peers = attached(boson, crowd, toldLater, List.of());
        double seconds = (System.nanoTime() - began) / 1e9;

        // So many at once after a quiet second, then so many in each.
        assertThat(CLIENTS).isLessThanOrEqualTo((int) (PER_SECOND * (seconds + 1)));
        assertThat(toldLater)
                .isNotEmpty()
                .allMatch(wait -> wait.toSeconds() >= 1 && wait.toSeconds() <= 10);
        assertAllIsAsItWas(boson, crowd, peers);
        return peers;
    }

    private List<Duration> sentAwayInOrder(Launched boson, Crowd crowd, List<RelayPeer> peers)
            throws Exception {
        Future<Integer> exit = threads.submit(boson::stop);
        List<Duration> waits = new ArrayList<>();
        for (int i = 0; i < peers.size(); i++) {
            waits.add(sentAway(peers.get(i), boson.relay(crowd.end(i).id())));
        }
        exit.get(ALL_BACK_MAX.toSeconds(), TimeUnit.SECONDS);

        assertThat(waits).allMatch(wait -> wait.compareTo(SPREAD) < 0);
        // Five standard deviations: they are as random as they look.
        assertThat(waits.stream().filter(wait -> wait.compareTo(SPREAD.dividedBy(2)) < 0).count())
                .as("spread evenly")
                .isBetween(CLIENTS / 4L, CLIENTS * 3 / 4L);
        return waits;
    }

    private void backAsTold(Launched boson, Crowd crowd, List<Duration> waits) throws Exception {
        Queue<Duration> toldLater = new ConcurrentLinkedQueue<>();
        List<RelayPeer> peers = attached(boson, crowd, toldLater, waits);

        assertThat(toldLater).as("nobody was in a hurry").isEmpty();
        assertAllIsAsItWas(boson, crowd, peers);
    }

    private static void assertAllIsAsItWas(Launched boson, Crowd crowd, List<RelayPeer> peers) {
        packetsPass(crowd, peers);
        assertThat(session(boson, crowd.clients().getFirst())).isEqualTo(crowd.session());
        assertNoSessionEnded(boson);
    }

    /// A few at a time: what it takes to open a session is not what is tried here.
    private Crowd crowd(Launched boson) throws Exception {
        End node = node(boson);
        ApiClient api = new ApiClient(boson.api());
        List<End> clients = new ArrayList<>();
        while (clients.size() < CLIENTS) {
            clients.addAll(together(AT_ONCE, _ -> client(api, node)));
        }
        return new Crowd(node, clients, session(boson, clients.getFirst()));
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

    private static End client(ApiClient api, End node) {
        ObjectNode wish = Bodies.route(UUID.randomUUID());
        wish.put("targetNodeId", node.id());
        JsonNode route =
                api.post("/api/v1/routing/request", wish).expect(200).json().path("selectedRoute");
        return new End(route.path("id").asText(), route.path("sessionToken").asText());
    }

    /// The node's peer first.
    ///
    /// @param waits by place, the node's first; none where nobody waits
    private List<RelayPeer> attached(
            Launched boson, Crowd crowd, Queue<Duration> toldLater, List<Duration> waits)
            throws Exception {
        return together(
                crowd.clients().size() + 1,
                i -> {
                    End end = crowd.end(i);
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
    private static void packetsPass(Crowd crowd, List<RelayPeer> peers) {
        RelayPeer nodeEnd = peers.getFirst();
        for (int i = 1; i < peers.size(); i++) {
            RelayPeer client = peers.get(i);
            client.binary("0401");
            String id = crowd.end(i).id();
            assertThat(nodeEnd.next()).contains("\"" + id + "\"").contains("[4,1]");
            nodeEnd.text(
                    ("{\"type\":\"data\",\"sessionId\":\"%s\",\"direction\":\"node-to-client\","
                                    + "\"payload\":{\"type\":\"Buffer\",\"data\":[4,2]}}")
                            .formatted(id));
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

    private static void awaitInTheLog(Launched boson, End node) {
        try (FactReader facts = new FactReader(boson.file("kafka.bootstrap"), "boson.sessions")) {
            facts.await(
                    node.id(),
                    seen -> seen.stream().filter(RelayRestartIT::isAttached).count() == CLIENTS);
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
