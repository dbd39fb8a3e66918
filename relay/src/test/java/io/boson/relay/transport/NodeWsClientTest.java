package io.boson.relay.transport;

import static io.boson.relay.transport.RelayFixture.ANN;
import static io.boson.relay.transport.RelayFixture.NODE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A client that the original's clients use: npm's `ws`. Fragments, a ping between them, both ways,
/// and an orderly close.
class NodeWsClientTest {

    private static final String WS = "ws@8.18.0";

    @TempDir Path folder;

    @Test
    void bothEndsOfASessionTalk() throws Exception {
        assumeTrue(run("node", "--version").code() == 0, "skipped: no node on this machine");
        assumeTrue(
                run("npm", "install", "--no-audit", "--no-fund", "--prefix", ".", WS).code() == 0,
                "skipped: npm cannot fetch " + WS);
        Path script = folder.resolve("ws-client.mjs");
        try (InputStream source = getClass().getResourceAsStream("/ws-client.mjs")) {
            Files.copy(Objects.requireNonNull(source), script);
        }
        try (RelayFixture relay = RelayFixture.start()) {
            Ended client =
                    run(
                            "node",
                            script.toString(),
                            Integer.toString(relay.server.port()),
                            FakeAdmissions.TOKEN,
                            ANN.toString(),
                            NODE.toString());

            assertThat(client.output().lines().toList())
                    .isEqualTo(
                            List.of(
                                    "greeted connected",
                                    "greeted connected",
                                    "node heard true true",
                                    "client heard true true",
                                    "closed 1000"));
            assertThat(client.code()).isZero();
        }
    }

    private record Ended(int code, String output) {}

    private Ended run(String... command) throws InterruptedException, IOException {
        Path output = folder.resolve("output");
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .directory(folder.toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
        } catch (IOException noSuchProgram) {
            return new Ended(-1, noSuchProgram.toString());
        }
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return new Ended(-1, "took too long");
        }
        return new Ended(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
    }
}
