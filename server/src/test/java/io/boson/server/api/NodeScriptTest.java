package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.FactReader.Fact;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// `examples/node.sh` as a node of a whole server, on a machine whose `wg` is a script.
@ExtendWith(SharedServer.class)
class NodeScriptTest {

    /// Tests start in the module's directory.
    private static final Path SCRIPT = Path.of("../examples/node.sh").toAbsolutePath().normalize();

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int LINES_MAX = 40;

    private final TestServer server;
    private final UUID id = UUID.randomUUID();

    @TempDir Path machine;

    NodeScriptTest(TestServer server) {
        this.server = server;
    }

    @Test
    void fitsOnAScreen() throws IOException {
        assertThat(Files.readAllLines(SCRIPT))
                .hasSizeLessThanOrEqualTo(LINES_MAX)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void registersSaysWhatItMeasuresAndKnowsItsPeers() throws Exception {
        assumeThat(onPath("curl")).as("curl is installed").isTrue();
        fakeWireGuard();
        Process node = run();
        try {
            await().atMost(PATIENCE).until(() -> synced().contains("# version "));
            assertThat(synced())
                    .startsWith("[Interface]\nPrivateKey = secret\nListenPort = 51821\n")
                    .doesNotContain("[Peer]");
            String key = Bodies.key(UUID.randomUUID());
            ObjectNode wish =
                    Bodies.route(UUID.randomUUID())
                            .put("targetNodeId", id.toString())
                            .put("clientPublicKey", key);
            server.api().post("/api/v1/routing/request", wish).expect(200);
            await().atMost(PATIENCE).until(() -> synced().contains("PublicKey = " + key));
            assertThat(synced()).startsWith("[Interface]\nPrivateKey = secret\n");
            try (FactReader facts = new FactReader(server.bootstrapServers(), "boson.heartbeats")) {
                List<Fact> beats = facts.await(id, all -> !all.isEmpty());
                JsonNode metrics = beats.getFirst().data().path("metrics");
                assertThat(metrics.path("activeConnections").asInt()).isEqualTo(1);
                assertThat(metrics.path("bandwidthUp").isNumber()).isTrue();
                assertThat(metrics.path("memoryUsage").asDouble()).isBetween(0.1, 100.0);
            }
            JsonNode seen = server.operator().get("/api/v1/nodes/" + id).expect(200).json();
            assertThat(seen.path("publicKey").asText()).isEqualTo(Bodies.key(id));
            assertThat(seen.path("networkInfo").path("localPort").asInt()).isEqualTo(51_821);
            assertThat(Files.getPosixFilePermissions(machine.resolve(id + ".auth")))
                    .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        } finally {
            stop(node);
        }
    }

    /// With the token that it kept it is the same node again, though its id is taken.
    @Test
    void isTheSameNodeAfterARestart() throws Exception {
        assumeThat(onPath("curl")).as("curl is installed").isTrue();
        fakeWireGuard();
        Process first = run();
        try {
            await().atMost(PATIENCE).until(() -> synced().contains("# version "));
        } finally {
            stop(first);
        }
        Files.delete(machine.resolve("synced"));
        Process second = run();
        try {
            await().atMost(PATIENCE).until(() -> synced().contains("# version "));
        } finally {
            stop(second);
        }
    }

    /// One peer, which shook hands just now.
    private void fakeWireGuard() throws IOException {
        String text =
                """
                #!/bin/sh
                case "$1 $3" in
                'show public-key') echo '%s' ;;
                'show private-key') echo secret ;;
                'show listen-port') echo 51821 ;;
                'show dump')
                    printf 'secret\\tkey\\t51821\\toff\\n'
                    printf 'peer\\t(none)\\t1.2.3.4:5\\t10.0.0.2/32\\t%%s\\t' "$(date +%%s)"
                    printf '3000000000\\t5000000000\\t25\\n'
                    ;;
                'syncconf /dev/stdin') cat >'%2$s/new' && mv '%2$s/new' '%2$s/synced' ;;
                *) exit 1 ;;
                esac
                """
                        .formatted(Bodies.key(id), machine);
        Path program = machine.resolve("wg");
        Files.writeString(program, text);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Process run() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                        "sh", SCRIPT.toString(), server.address().toString(), "wg0", id.toString());
        builder.environment().put("PATH", machine + ":" + System.getenv("PATH"));
        builder.environment().put("BOSON_ENROLMENT_KEY", server.enrolmentKey());
        builder.environment().put("BOSON_COUNTRY", "DE");
        builder.environment().put("BOSON_STATE", machine.toString());
        return builder.directory(machine.toFile())
                .redirectErrorStream(true)
                .redirectOutput(machine.resolve("said").toFile())
                .start();
    }

    private static void stop(Process node) throws InterruptedException {
        List<ProcessHandle> all =
                Stream.concat(node.descendants(), Stream.of(node.toHandle())).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        node.waitFor();
    }

    private String synced() throws IOException {
        Path file = machine.resolve("synced");
        return Files.exists(file) ? Files.readString(file) : "";
    }

    private static boolean onPath(String program) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
    }
}
