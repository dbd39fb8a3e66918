package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.embedded.EmbeddedKafka;
import io.boson.embedded.EmbeddedKafkaConfig;
import io.boson.embedded.postgres.EmbeddedPostgres;
import io.boson.embedded.postgres.PostgresAddress;
import io.boson.server.api.TestServer.NodeHandle;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kafka or PostgreSQL is stopped under a server: whoever exchanges packets goes on.
class WireGuardAloneTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PACKETS = 500;

    @TempDir Path folder;

    @Test
    void noPacketIsLostWhileTheLogIsAway() throws Exception {
        try (EmbeddedKafka kafka = restartable(folder)) {
            kafka.start();
            Map<String, String> told =
                    Map.of(
                            "BOSON_KAFKA_BOOTSTRAP_SERVERS",
                            kafka.bootstrapServers(),
                            "BOSON_KAFKA_REPLICATION",
                            "1");
            try (TestServer server = TestServer.start(told);
                    Pair pair = Pair.connected(server)) {
                pair.exchangeDuring(
                        () -> {
                            kafka.stop();
                            await().atMost(PATIENCE).until(() -> health(server).status() == 503);
                        });

                pair.exchange(PACKETS);
                assertThat(health(server).status()).isEqualTo(503);

                kafka.start();
                await().atMost(PATIENCE).until(() -> health(server).status() == 200);
            }
        }
    }

    /// Keeps its port, so that the server finds it again.
    private static EmbeddedKafka restartable(Path folder) throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new EmbeddedKafka(EmbeddedKafkaConfig.in(folder).withPort(free.getLocalPort()));
        }
    }

    @Test
    void noPacketIsLostWhileTheHistoryIsAway() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(folder)) {
            PostgresAddress address = postgres.start();
            Map<String, String> told =
                    Map.of(
                            "BOSON_DATABASE_URL", address.jdbcUrl(),
                            "BOSON_DATABASE_USER", address.user(),
                            "BOSON_DATABASE_PASSWORD", address.password());
            try (TestServer server = TestServer.start(told);
                    Pair pair = Pair.connected(server)) {
                await().atMost(PATIENCE).until(() -> database(server).equals("healthy"));

                pair.exchangeDuring(
                        () -> {
                            ProcessHandle process = process(postgres);
                            process.destroyForcibly();
                            process.onExit().join();
                            await().atMost(PATIENCE)
                                    .until(() -> database(server).equals("degraded"));
                        });

                pair.exchange(PACKETS);
                assertThat(database(server)).isEqualTo("degraded");
            }
        }
    }

    private static ProcessHandle process(EmbeddedPostgres postgres) {
        return postgres.pid().flatMap(ProcessHandle::of).orElseThrow();
    }

    private static Answer health(TestServer server) {
        return server.api().get("/health");
    }

    private static String database(TestServer server) {
        JsonNode services = health(server).expect(200).json().path("services");
        return services.path("database").path("status").asText();
    }

    /// What happens to a server.
    private interface Outage {

        void begin() throws Exception;
    }

    /// A client and its node, whose tunnel is open.
    private record Pair(WireGuardPeer client, WireGuardPeer node, WireGuardPeer.Tunnel tunnel)
            implements AutoCloseable {

        static Pair connected(TestServer server) {
            NodeHandle node = server.register();
            String key = WireGuardPeer.newKey();
            ObjectNode wish =
                    Bodies.route(UUID.randomUUID())
                            .put("targetNodeId", node.id().toString())
                            .put("clientPublicKey", key);
            server.opened(server.api().post("/api/v1/routing/request", wish));
            WireGuardPeer client = new WireGuardPeer(key, server.udpPort());
            WireGuardPeer nodes = new WireGuardPeer(Bodies.key(node.id()), server.udpPort());
            return new Pair(client, nodes, client.connect(nodes));
        }

        void exchange(int packets) {
            client.exchange(node, tunnel, packets);
        }

        /// Packets are on their way all the while, from before it begins until it is noticed.
        void exchangeDuring(Outage outage) throws Exception {
            CountDownLatch under = new CountDownLatch(1);
            AtomicBoolean isOver = new AtomicBoolean();
            try (ExecutorService peers = Executors.newSingleThreadExecutor()) {
                Future<?> exchange =
                        peers.submit(
                                () -> {
                                    do {
                                        exchange(1);
                                        under.countDown();
                                    } while (!isOver.get());
                                });
                try {
                    assertThat(under.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                    outage.begin();
                } finally {
                    isOver.set(true);
                }
                exchange.get(); // a packet that did not come ended it
            }
        }

        @Override
        public void close() {
            client.close();
            node.close();
        }
    }
}
