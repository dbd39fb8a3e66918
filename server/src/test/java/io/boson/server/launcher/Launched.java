package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/// `boson up` as a child process, from the packed distribution, on free ports.
public final class Launched implements AutoCloseable {

    private static final Path BOSON = Path.of("target/boson/boson").toAbsolutePath();
    private static final Duration READY_MAX = Duration.ofSeconds(90);
    private static final Duration STOP_MAX = Duration.ofSeconds(30);

    private final Path data;
    private final Path out;
    private final Path err;
    private final Process process;

    private Launched(Path data, Path out, Path err, Process process) {
        this.data = data;
        this.out = out;
        this.err = err;
        this.process = process;
    }

    /// @param folder for its output and, below `data`, its data directory
    /// @param environment beside free ports and the data directory
    static Launched start(Path folder, Map<String, String> environment) {
        return start(folder, environment, List.of());
    }

    /// As [#start], by way of a program that becomes the one it is given.
    ///
    /// @param way its words
    public static Launched start(Path folder, Map<String, String> environment, List<String> way) {
        try {
            Path out = Files.createTempFile(folder, "up", ".out");
            Path err = Files.createTempFile(folder, "up", ".err");
            ProcessBuilder builder =
                    new ProcessBuilder(
                                    Stream.concat(way.stream(), Stream.of(BOSON.toString(), "up"))
                                            .toList())
                            .directory(folder.toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment()
                    .putAll(
                            Map.of(
                                    "BOSON_HTTP_PORT", "0",
                                    "BOSON_ADMIN_PORT", "0",
                                    "BOSON_RELAY_PORT", "0",
                                    "BOSON_UDP_PORT", "0",
                                    "BOSON_AOT", "off",
                                    "BOSON_DATA", folder.resolve("data").toString()));
            builder.environment().putAll(environment);
            return new Launched(folder.resolve("data"), out, err, builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Launched ready() {
        Awaitility.await("ready")
                .atMost(READY_MAX)
                .until(() -> said().contains("Boson is ready.") || !process.isAlive());
        assertThat(process.isAlive()).as(this::said).isTrue();
        return this;
    }

    URI api() {
        return URI.create(printed("API +(http://\\S+)"));
    }

    /// The relay's address of a session or a node.
    URI relay(Object id) {
        return URI.create(printed("Relay +(ws://\\S+)") + id);
    }

    /// As the welcome shows it.
    public String enrolmentKey() {
        return printed("Enrolment +(\\S+)");
    }

    String file(String name) {
        try {
            return Files.readString(data.resolve(name)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// All of its output so far.
    String said() {
        try {
            return Files.readString(out) + Files.readString(err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// SIGTERM, and its exit code.
    public int stop() {
        process.destroy();
        return exit();
    }

    /// SIGKILL: no hook runs.
    public void kill() {
        process.destroyForcibly();
        exit();
    }

    int exit() {
        try {
            assertThat(process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS))
                    .as("ends in time")
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private String printed(String line) {
        Matcher matcher = Pattern.compile(line).matcher(said());
        assertThat(matcher.find()).as(line).isTrue();
        return matcher.group(1);
    }

    /// In order, where it lasts: a server that is killed leaves its database behind.
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
