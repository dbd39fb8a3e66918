package io.boson.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A running server process of a cluster, known by the file it leaves there.
///
/// ```
///   postmaster.pid, by line: process id, directory, start, port, socket directory, address,
///                            shared memory, status ("ready" when it serves)
/// ```
final class Postmaster {

    private static final String FILE = "postmaster.pid";
    private static final int STATUS_LINE = 7;
    private static final Duration STOP_MAX = Duration.ofSeconds(10);
    private static final Duration KILL_MAX = Duration.ofSeconds(5);

    private Postmaster() {}

    /// One that an earlier server left running in `cluster`, for example after a kill -9.
    static Optional<ProcessHandle> running(Path cluster) {
        return lines(cluster).stream()
                .findFirst()
                .filter(line -> line.matches("\\d{1,10}"))
                .flatMap(line -> ProcessHandle.of(Long.parseLong(line)))
                .filter(process -> worksIn(process, cluster));
    }

    /// Process ids are used again: it must also stand in the cluster's directory, as a server does.
    private static boolean worksIn(ProcessHandle process, Path cluster) {
        try {
            return Files.readSymbolicLink(Path.of("/proc/" + process.pid() + "/cwd"))
                    .equals(cluster.toRealPath());
        } catch (IOException goneOrNotOurs) {
            return false;
        }
    }

    static boolean isReady(Path cluster, long pid) {
        List<String> lines = lines(cluster);
        return lines.size() > STATUS_LINE
                && lines.getFirst().equals(Long.toString(pid))
                && lines.get(STATUS_LINE).strip().equals("ready");
    }

    private static List<String> lines(Path cluster) {
        try {
            return Files.readAllLines(cluster.resolve(FILE));
        } catch (IOException none) {
            return List.of();
        }
    }

    /// Ends its connections and stops it in order, or by force where that takes too long; the next
    /// start recovers either way.
    ///
    /// @return whether it is gone
    static boolean stop(ProcessHandle process) throws InterruptedException {
        interrupt(process);
        if (ends(process, STOP_MAX)) {
            return true;
        }
        process.destroyForcibly();
        return ends(process, KILL_MAX);
    }

    /// SIGINT is PostgreSQL's fast shutdown; Java itself sends only SIGTERM, which waits for
    /// clients.
    private static void interrupt(ProcessHandle process) throws InterruptedException {
        String pid = Long.toString(process.pid());
        try {
            new ProcessBuilder("sh", "-c", "kill -INT \"$1\"", "sh", pid)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (IOException noShell) {
            process.destroy();
        }
    }

    private static boolean ends(ProcessHandle process, Duration max) throws InterruptedException {
        try {
            process.onExit().get(max.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException | ExecutionException lives) {
            return !process.isAlive();
        }
    }
}
