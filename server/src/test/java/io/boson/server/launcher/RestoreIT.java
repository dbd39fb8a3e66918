package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.api.ApiClient;
import io.boson.server.api.Bodies;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A backup as docs/operations.md says it, put back where nothing is left.
class RestoreIT {

    @TempDir Path folder;

    @Test
    void aCopyOfTheDataDirectoryIsTheWholeServer() throws IOException {
        UUID node = UUID.randomUUID();
        Path copy = folder.resolve("boson-copy.tar.gz");
        String nodeToken;
        try (Launched first = Launched.start(folder, Map.of()).ready()) {
            ApiClient api = new ApiClient(first.api());
            nodeToken =
                    api.as(first.enrolmentKey())
                            .post("/api/v1/nodes/register", Bodies.node(node))
                            .expect(201)
                            .json()
                            .path("sessionToken")
                            .asText();
            first.stop();
        }
        tar("-czpf", copy);
        delete(folder.resolve("data"));
        tar("-xzpf", copy);

        try (Launched again = Launched.start(folder, Map.of()).ready()) {
            ApiClient operator = new ApiClient(again.api()).as(again.file("operator.token"));
            JsonNode found = operator.get("/api/v1/nodes/" + node).expect(200).json();
            assertThat(found.path("nodeId").asText()).isEqualTo(node.toString());
            new ApiClient(again.api())
                    .as(nodeToken)
                    .post("/api/v1/nodes/" + node + "/heartbeat", Bodies.heartbeat("online"))
                    .expect(200);
        }
    }

    private void tar(String what, Path copy) {
        ScriptRun run =
                ScriptRun.of(
                        folder,
                        Map.of("PATH", System.getenv("PATH")),
                        List.of("tar", what, copy.toString(), "data"));
        assertThat(run.exit()).as(run.err()).isZero();
    }

    private static void delete(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
    }
}
