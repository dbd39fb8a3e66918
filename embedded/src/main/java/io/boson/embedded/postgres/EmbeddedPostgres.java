package io.boson.embedded.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A PostgreSQL for this process alone: on loopback, on a free port, with a password that lies
/// beside its data.
///
/// The server is a process of its own. After a kill -9 of this one it lives on: the next start
/// finds it by its postmaster.pid, stops it, and starts afresh.
public final class EmbeddedPostgres implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedPostgres.class);

    private static final String HOST = "127.0.0.1";
    private static final Duration START_MAX = Duration.ofSeconds(60);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);
    private static final int PORTS_TRIED = 3;
    private static final long LOG_BYTES_MAX = 4 << 20;

    private final Path folder;
    private final Unprivileged way;
    private final PostgresSoftware software;
    private final PostgresCluster cluster;

    private volatile Optional<Process> process = Optional.empty();

    /// Of the start before; those who know it need not be told another.
    private OptionalInt lastPort = OptionalInt.empty();

    private EmbeddedPostgres(
            Path folder, Unprivileged way, PostgresSoftware software, PostgresCluster cluster) {
        this.folder = folder;
        this.way = way;
        this.software = software;
        this.cluster = cluster;
    }

    /// Unpacks and makes what is missing, stops what an earlier server left running.
    ///
    /// @param folder made if missing; belongs to this process alone
    /// @throws EmbeddedPostgresException where it cannot run here, with the reason
    public static EmbeddedPostgres open(Path folder)
            throws EmbeddedPostgresException, InterruptedException {
        return open(folder, Unprivileged.here());
    }

    static EmbeddedPostgres open(Path folder, Unprivileged way)
            throws EmbeddedPostgresException, InterruptedException {
        Path own = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(own);
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot make " + own + ": " + e, e);
        }
        PostgresSoftware software = PostgresSoftware.in(way.software(own));
        Path old = own.resolve("cluster");
        Optional<ProcessHandle> orphan = Postmaster.running(old);
        if (orphan.isPresent()) {
            LOG.info("Stopping a PostgreSQL left running, process {}", orphan.get().pid());
            if (!Postmaster.stop(orphan.get())) {
                throw new EmbeddedPostgresException(
                        "process " + orphan.get().pid() + " holds " + old + " and does not end");
            }
        }
        PostgresCluster cluster = PostgresCluster.open(own, software, way);
        return new EmbeddedPostgres(own, way, software, cluster);
    }

    /// Blocks until connections are served; after the first start on the same port, if it is still
    /// free.
    ///
    /// @throws EmbeddedPostgresException where it does not start; nothing is left running
    public synchronized PostgresAddress start()
            throws EmbeddedPostgresException, InterruptedException {
        for (int attempt = 1; ; attempt++) {
            int port = attempt == 1 && lastPort.isPresent() ? lastPort.getAsInt() : freePort();
            try {
                run(port);
                lastPort = OptionalInt.of(port);
                return new PostgresAddress(
                        HOST, port, "postgres", PostgresCluster.USER, cluster.password());
            } catch (IOException e) {
                stop();
                throw new EmbeddedPostgresException("PostgreSQL does not start: " + e, e);
            } catch (EmbeddedPostgresException e) {
                stop();
                if (attempt == PORTS_TRIED) {
                    throw e; // somebody may have taken the port; not three times
                }
            }
        }
    }

    public boolean isRunning() {
        return process.filter(Process::isAlive).isPresent();
    }

    /// The server's process id while it runs.
    public Optional<Long> pid() {
        return process.filter(Process::isAlive).map(Process::pid);
    }

    private static int freePort() throws EmbeddedPostgresException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new EmbeddedPostgresException("no free port: " + e, e);
        }
    }

    private void run(int port) throws IOException, EmbeddedPostgresException, InterruptedException {
        Path output = folder.resolve("postgres.log");
        if (Files.exists(output) && Files.size(output) > LOG_BYTES_MAX) {
            Files.delete(output);
        }
        Process started =
                new ProcessBuilder(way.command(command(port)))
                        .directory(cluster.directory().toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                        .start();
        process = Optional.of(started);
        long deadline = System.nanoTime() + START_MAX.toNanos();
        while (!Postmaster.isReady(cluster.directory(), started.pid())) {
            if (started.waitFor(LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL ended at once: " + LogTail.of(output));
            }
            if (System.nanoTime() > deadline) {
                throw new EmbeddedPostgresException(
                        "PostgreSQL was not ready in " + START_MAX.toSeconds() + " s: " + output);
            }
        }
    }

    /// What it holds is a copy of the log, and rows and offsets commit together: a commit that a
    /// crash takes back is written again. So commits do not wait for the disk.
    private List<String> command(int port) {
        return List.of(
                software.program("postgres"),
                "-D",
                way.name(cluster.directory()),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=" + HOST,
                "-c",
                "unix_socket_directories=",
                "-c",
                "fsync=on",
                "-c",
                "synchronous_commit=off",
                "-c",
                "shared_buffers=96MB",
                "-c",
                "max_connections=40",
                "-c",
                "max_wal_size=512MB",
                "-c",
                "jit=off");
    }

    /// Stops it in order, in seconds. Does nothing if it does not run.
    public void stop() throws InterruptedException {
        Optional<Process> running = process;
        process = Optional.empty();
        if (running.filter(Process::isAlive).isPresent()
                && !Postmaster.stop(running.get().toHandle())) {
            LOG.warn("PostgreSQL does not end, process {}", running.get().pid());
        }
    }

    @Override
    public void close() {
        try {
            stop();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
