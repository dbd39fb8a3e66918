package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.embedded.EmbeddedKafka;
import io.boson.embedded.EmbeddedKafkaConfig;
import io.boson.server.api.TestServer.NodeHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Kafka is stopped under a server: whoever exchanges packets goes on.
class WireGuardAloneTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int PACKETS = 500;

    @TempDir Path folder;

    @Test
    void noPacketIsLostWhileTheLogIsAway() throws Exception {
        try (EmbeddedKafka kafka = new EmbeddedKafka(EmbeddedKafkaConfig.in(folder))) {
            kafka.start();
            try (TestServer server =
                    TestServer.start(
                            Map.of(
                                    "BOSON_KAFKA_BOOTSTRAP_SERVERS",
                                    kafka.bootstrapServers(),
                                    "BOSON_KAFKA_REPLICATION",
                                    "1"))) {
                NodeHandle node = server.register();
                String key = WireGuardPeer.newKey();
                ObjectNode wish =
                        Bodies.route(UUID.randomUUID())
                                .put("targetNodeId", node.id().toString())
                                .put("clientPublicKey", key);
                server.opened(server.api().post("/api/v1/routing/request", wish));
                try (WireGuardPeer client = new WireGuardPeer(key, server.udpPort());
                        WireGuardPeer nodes =
                                new WireGuardPeer(Bodies.key(node.id()), server.udpPort())) {
                    var tunnel = client.connect(nodes);

                    kafka.stop();
                    await().atMost(PATIENCE)
                            .until(() -> server.api().get("/health").status() == 503);

                    client.exchange(nodes, tunnel, PACKETS);
                    assertThat(server.api().get("/health").status()).isEqualTo(503);
                }
            }
        }
    }
}
