package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.boson.embedded.postgres.EmbeddedPostgres;
import io.boson.embedded.postgres.PostgresAddress;
import io.boson.server.api.TestServer.NodeHandle;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A given PostgreSQL is away for as long as it takes to send what a thousand nodes that measure
/// every ten seconds send in a minute, and nodes go on sending meanwhile: every request is answered
/// as ever, and then every sample is counted, once. So the outage is a minute by what piles up in
/// the log, which is what the history has to catch up with, and not by the clock, which only adds
/// attempts to connect.
class DatabaseOutageTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int NODES = 4;
    private static final int EACH = 10;
    private static final int BEFORE = 200;
    private static final int MEANWHILE = 1_000 * 60 / 10;
    private static final int AFTER = 200;

    private static final Map<String, String> UNLIMITED =
            Map.of(
                    "BOSON_LIMITS_NODES_PER_SECOND", "100000",
                    "BOSON_LIMITS_EACH_NODE_PER_SECOND", "100000",
                    "BOSON_LIMITS_EACH_NODE_BURST", "100000",
                    "BOSON_LIMITS_EACH_OPERATOR_BURST", "100000");

    @TempDir Path folder;

    /// One node's sending.
    private record Load(NodeHandle node, AtomicInteger accepted) {}

    @Test
    void theApiGoesOnNothingIsLostAndTheHistoryCatchesUp() throws Exception {
        EmbeddedPostgres postgres = EmbeddedPostgres.open(folder);
        try (TestServer server = TestServer.start(told(postgres.start()))) {
            List<Load> loads = new ArrayList<>();
            for (int i = 0; i < NODES; i++) {
                loads.add(new Load(server.register(), new AtomicInteger()));
            }
            AtomicBoolean stop = new AtomicBoolean();
            try (ExecutorService nodes = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<?>> running = new ArrayList<>();
                loads.forEach(load -> running.add(nodes.submit(() -> send(load, stop))));
                awaitAccepted(loads, BEFORE);
                awaitDatabase(server, "healthy");

                postgres.stop();
                int then = accepted(loads);
                awaitDatabase(server, "degraded");
                awaitAccepted(loads, then + MEANWHILE);
                awaitDatabase(server, "degraded");
                postgres.start();

                awaitAccepted(loads, accepted(loads) + AFTER);
                stop.set(true);
                for (Future<?> each : running) {
                    each.get(); // an answer that was not 201 ended it
                }
            }
            awaitDatabase(server, "healthy");
            for (Load load : loads) {
                int sent = load.accepted.get();
                await().atMost(PATIENCE).until(() -> count(server, load.node) == sent);
                assertThat(aggregated(server, load.node).json().path("totalBytesSent").asLong())
                        .as("nothing lost, nothing double")
                        .isEqualTo((sent - 1) * 99_000L);
            }
        } finally {
            postgres.close();
        }
    }

    private static Map<String, String> told(PostgresAddress address) {
        Map<String, String> told = new java.util.HashMap<>(UNLIMITED);
        told.put("BOSON_DATABASE_URL", address.jdbcUrl());
        told.put("BOSON_DATABASE_USER", address.user());
        told.put("BOSON_DATABASE_PASSWORD", address.password());
        return told;
    }

    private static void send(Load load, AtomicBoolean stop) {
        Instant begin = Instant.now().minusSeconds(80_000);
        while (!stop.get()) {
            ArrayNode samples = JsonNodeFactory.instance.arrayNode();
            for (int i = 0; i < EACH; i++) {
                long time = begin.plusSeconds(load.accepted.get() + i).toEpochMilli();
                samples.add(Bodies.sample(load.node.id()).put("timestamp", time));
            }
            load.node.api().post("/api/v1/metrics", samples).expect(201);
            load.accepted.addAndGet(EACH);
        }
    }

    private static int accepted(List<Load> loads) {
        return loads.stream().mapToInt(load -> load.accepted.get()).sum();
    }

    private static void awaitAccepted(List<Load> loads, int count) {
        await().atMost(PATIENCE).until(() -> accepted(loads) >= count);
    }

    private static void awaitDatabase(TestServer server, String status) {
        await().atMost(PATIENCE)
                .until(
                        () ->
                                server.api()
                                        .get("/health")
                                        .expect(200)
                                        .json()
                                        .path("services")
                                        .path("database")
                                        .path("status")
                                        .asText(),
                        status::equals);
    }

    /// -1 where the history does not answer.
    private static int count(TestServer server, NodeHandle node) {
        Answer answer = aggregated(server, node);
        return answer.status() == 200 ? answer.json().path("count").asInt() : -1;
    }

    private static Answer aggregated(TestServer server, NodeHandle node) {
        return server.operator().get("/api/v1/metrics/" + node.id() + "/aggregated");
    }
}
