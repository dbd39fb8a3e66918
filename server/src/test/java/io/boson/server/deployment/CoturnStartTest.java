package io.boson.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `coturn/start` without a coturn: what it refuses.
class CoturnStartTest {

    @TempDir private Path scratch;

    /// A rendered configuration holds the secret.
    @Test
    void aRefusalHalfWayLeavesNothingBehind() throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(Compose.ROOT.resolve("coturn/start").toString())
                        .redirectErrorStream(true);
        builder.environment().put("TMPDIR", scratch.toString());
        builder.environment().put("BOSON_TURN_SECRET", "a secret that is long but has spaces");
        Process start = builder.start();
        String said = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(start.waitFor()).isEqualTo(1);
        assertThat(said).contains("BOSON_TURN_SECRET must be printable characters without spaces");
        assertThat(scratch).isEmptyDirectory();
    }
}
