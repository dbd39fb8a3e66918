package io.boson.embedded.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class EmbeddedPostgresTest {

    @TempDir Path folder;

    /// Each way that this user can go.
    private static List<Unprivileged> ways() {
        return Unprivileged.isRoot()
                ? List.of(Unprivileged.NAMESPACE, Unprivileged.NOBODY).stream()
                        .filter(Unprivileged::works)
                        .toList()
                : List.of(Unprivileged.ITSELF);
    }

    @ParameterizedTest
    @MethodSource("ways")
    void runsAndRunsAgainOnTheSameData(Unprivileged way) throws Exception {
        String password;
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(folder, way)) {
            PostgresAddress address = postgres.start();
            password = address.password();
            assertThat(postgres.isRunning()).isTrue();
            assertThat(answers(address)).isTrue();
            assertThat(address.toString()).doesNotContain(password);
        }
        assertThat(Files.exists(folder.resolve("cluster/postmaster.pid"))).as("stopped").isFalse();
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(folder, way)) {
            assertThat(postgres.start().password()).isEqualTo(password);
        }
        assertThat(Files.getPosixFilePermissions(folder.resolve("password")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void oneLeftRunningIsStoppedFirst() throws Exception {
        EmbeddedPostgres lost = EmbeddedPostgres.open(folder);
        PostgresAddress before = lost.start();
        ProcessHandle orphan = ProcessHandle.of(lost.pid().orElseThrow()).orElseThrow();
        try (EmbeddedPostgres next = EmbeddedPostgres.open(folder)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(answers(before)).isFalse();
            assertThat(answers(next.start())).isTrue();
        }
    }

    @Test
    void oneThatWasKilledRecovers() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(folder)) {
            PostgresAddress address = postgres.start();
            ProcessHandle server = ProcessHandle.of(postgres.pid().orElseThrow()).orElseThrow();
            server.destroyForcibly();
            server.onExit().join();
            assertThat(postgres.isRunning()).isFalse();
            // On the same port where nobody has taken it meanwhile, which no test can promise.
            PostgresAddress again = postgres.start();
            assertThat(again.password()).isEqualTo(address.password());
            assertThat(answers(again)).isTrue();
        }
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(folder)) {
            assertThat(answers(postgres.start())).isTrue();
        }
    }

    @Test
    void aStaleFileNamesNobody() throws Exception {
        Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(
                folder.resolve("cluster/postmaster.pid"), ProcessHandle.current().pid() + "\n");
        assertThat(Postmaster.running(folder.resolve("cluster"))).isEqualTo(Optional.empty());
    }

    @Test
    void aClusterOfAnotherMajorVersionIsRefusedWithTheWayOut() throws Exception {
        Path cluster = Files.createDirectories(folder.resolve("cluster"));
        Files.writeString(cluster.resolve("PG_VERSION"), "17\n");
        assertThatThrownBy(() -> EmbeddedPostgres.open(folder))
                .isInstanceOf(EmbeddedPostgresException.class)
                .hasMessageContaining("was made by PostgreSQL 17, this is 18")
                .hasMessageContaining("move it aside")
                .hasMessageContaining("database.url");
    }

    @Test
    void aClusterHalfMadeIsMadeAnew() throws Exception {
        Path draft = Files.createDirectories(folder.resolve("cluster.new"));
        Files.writeString(draft.resolve("PG_VERSION"), "18\n");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.open(folder)) {
            assertThat(answers(postgres.start())).isTrue();
        }
    }

    private static boolean answers(PostgresAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address.host(), address.port()), 2_000);
            return true;
        } catch (IOException nobody) {
            return false;
        }
    }
}
