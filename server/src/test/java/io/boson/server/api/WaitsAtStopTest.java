package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.boson.server.api.TestServer.NodeHandle;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// A server that stops answers those who wait, and does not wait for what they wait for.
class WaitsAtStopTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Executor THREADS = task -> Thread.ofVirtual().start(task);

    @Test
    void whoWaitsForPeersIsAnswered() throws Exception {
        List<CompletableFuture<Answer>> waiting;
        try (TestServer server = TestServer.start()) {
            NodeHandle node = server.register();
            String file = node.path() + "/wireguard.conf";
            String version = node.api().get(file).header("Boson-Peers-Version");
            String path = file + "?wait=30&after=" + version;
            waiting =
                    Stream.generate(
                                    () ->
                                            CompletableFuture.supplyAsync(
                                                    () -> node.api().get(path), THREADS))
                            .limit(4)
                            .toList();
            await().atMost(PATIENCE)
                    .until(() -> node.api().get(path.replace("=30", "=1")).status() == 503);
        }
        waiting.forEach(each -> each.join().expect(304));
        assertThat(waiting).hasSize(4);
    }
}
