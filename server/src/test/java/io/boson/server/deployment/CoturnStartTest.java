package io.boson.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.server.turn.stun.Coturn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `coturn/start` without a coturn: what it refuses, and what coturn would find.
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

    /// What coturn finds is whole: threads of its own that make tables get in each other's way.
    @Test
    void theDatabaseIsMadeBeforeCoturn() throws Exception {
        Assumptions.assumeTrue(
                Coturn.isInstalled(), "coturn is not installed; on Debian: apt-get install coturn");
        Path found = scratch.resolve("found");
        Path turnserver = Files.createDirectory(scratch.resolve("bin")).resolve("turnserver");
        Files.writeString(
                turnserver,
                """
                #!/bin/sh
                cp "$(sed -n s/^userdb=//p "$2")" "%s"
                """
                        .formatted(found));
        assertThat(turnserver.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder =
                new ProcessBuilder(Compose.ROOT.resolve("coturn/start").toString())
                        .redirectErrorStream(true);
        builder.environment().put("TMPDIR", scratch.toString());
        builder.environment().put("BOSON_TURN_SECRET", "one-that-is-long-enough");
        builder.environment().merge("PATH", "", (path, _) -> turnserver.getParent() + ":" + path);
        Process start = builder.start();
        String said = new String(start.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(start.waitFor()).as(said).isZero();
        assertThat(Files.readString(found, StandardCharsets.ISO_8859_1))
                .contains("turn_secret", "turnusers_lt", "admin_user");
    }
}
