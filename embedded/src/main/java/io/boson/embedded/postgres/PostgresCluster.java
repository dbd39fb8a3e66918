package io.boson.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The directory PostgreSQL keeps its data in: made once, with a password of its own.
///
/// ```
///   <folder>/cluster    PostgreSQL's own directory
///   <folder>/password   of its one user; mode 0600
/// ```
final class PostgresCluster {

    static final String USER = "boson";

    private static final int PASSWORD_BYTES = 24;
    private static final long MAKE_SECONDS_MAX = 60;

    private final Path folder;
    private final Path directory;

    private PostgresCluster(Path folder) {
        this.folder = folder;
        this.directory = folder.resolve("cluster");
    }

    /// Makes it where it is missing; leaves one that is there as it is.
    ///
    /// @throws EmbeddedPostgresException where one of another major version is there
    static PostgresCluster open(Path folder, PostgresSoftware software, Unprivileged way)
            throws EmbeddedPostgresException, InterruptedException {
        PostgresCluster cluster = new PostgresCluster(folder);
        try {
            if (Files.exists(cluster.directory)) {
                cluster.checkVersion();
                way.give(cluster.directory);
            } else {
                cluster.make(software, way);
            }
            return cluster;
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "cannot use %s: %s".formatted(cluster.directory, e), e);
        }
    }

    Path directory() {
        return directory;
    }

    String password() throws IOException {
        return Files.readString(folder.resolve("password")).strip();
    }

    private void checkVersion() throws IOException, EmbeddedPostgresException {
        String major = Files.readString(directory.resolve("PG_VERSION")).strip();
        if (!major.equals(Integer.toString(PostgresSoftware.MAJOR))) {
            throw new EmbeddedPostgresException(
                    directory
                            + " was made by PostgreSQL "
                            + major
                            + ", this is "
                            + PostgresSoftware.MAJOR
                            + ". Either move it aside: the history is then written anew from what"
                            + " the log still holds. Or copy it with pg_dump and pg_restore, or run"
                            + " PostgreSQL "
                            + major
                            + " on it and set database.url");
        }
    }

    private void make(PostgresSoftware software, Unprivileged way)
            throws IOException, EmbeddedPostgresException, InterruptedException {
        Path draft = folder.resolve("cluster.new");
        Trees.delete(draft);
        Files.createDirectory(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String password = newPassword();
        // Outside of the data directory, whose parents the program may not pass.
        Path told = Files.createTempFile("boson-", ".password");
        try {
            Files.writeString(told, password + "\n");
            way.give(told);
            way.give(draft);
            run(software, way, draft, told);
        } finally {
            Files.deleteIfExists(told);
        }
        Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private String newPassword() throws IOException {
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        String password = HexFormat.of().formatHex(random);
        Path file = folder.resolve("password");
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, password + "\n");
        return password;
    }

    private void run(PostgresSoftware software, Unprivileged way, Path draft, Path password)
            throws IOException, EmbeddedPostgresException, InterruptedException {
        List<String> command =
                List.of(
                        software.program("initdb"),
                        "--pgdata=" + way.name(draft),
                        "--username=" + USER,
                        "--pwfile=" + password,
                        "--auth=scram-sha-256",
                        "--encoding=UTF8",
                        "--locale=C",
                        "--no-instructions");
        Path output = folder.resolve("initdb.log");
        Process initdb =
                new ProcessBuilder(way.command(command))
                        .directory(draft.toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile())
                        .start();
        if (!initdb.waitFor(MAKE_SECONDS_MAX, TimeUnit.SECONDS)) {
            initdb.destroyForcibly();
            throw new EmbeddedPostgresException(
                    "initdb did not end in " + MAKE_SECONDS_MAX + " s; see " + output);
        }
        if (initdb.exitValue() != 0) {
            throw new EmbeddedPostgresException("initdb failed: " + LogTail.of(output));
        }
    }
}
