package io.boson.server.lab;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A program that goes on until it is closed.
final class Running implements AutoCloseable {

    private static final Duration START_MAX = Duration.ofSeconds(40);
    private static final Duration STOP_MAX = Duration.ofSeconds(3);

    private final Process process;
    private final Path log;

    private Running(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// @param log takes all it says; lies in the directory it runs in
    static Running start(List<String> words, Map<String, String> environment, Path log) {
        try {
            ProcessBuilder builder =
                    new ProcessBuilder(words)
                            .directory(log.toAbsolutePath().resolveSibling("").toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().putAll(environment);
            return new Running(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// @param signal of kill(1), without `SIG`
    void signal(String signal) {
        Command.run("kill", "-" + signal, Long.toString(process.pid()));
    }

    /// Awaits a text in what it says.
    Running saying(String text) {
        await(text).atMost(START_MAX).until(() -> said().contains(text) || !isAlive());
        if (!said().contains(text)) {
            throw new IllegalStateException("it ended, and said: " + said());
        }
        return this;
    }

    String said() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// With all that it started.
    @Override
    public void close() {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
        all.forEach(ProcessHandle::destroy);
        try {
            process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }
}
