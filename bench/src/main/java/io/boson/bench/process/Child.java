package io.boson.bench.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A process of ours, its output in a file: nobody has to read a pipe while it is measured.
public final class Child implements AutoCloseable {

    private static final long LOOK_EVERY_MILLIS = 5;
    private static final Duration STOP_MAX = Duration.ofSeconds(20);

    private final Process process;
    private final Path output;
    private final long startedAt;
    private final Thread endedWithUs;

    private Child(Process process, Path output, long startedAt) {
        this.process = process;
        this.output = output;
        this.startedAt = startedAt;
        this.endedWithUs = Thread.ofPlatform().unstarted(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(endedWithUs);
    }

    /// @param environment added to our own
    /// @param output made anew
    public static Child start(List<String> command, Map<String, String> environment, Path output)
            throws IOException {
        Files.deleteIfExists(output);
        File file = output.toFile();
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(file);
        builder.environment().putAll(environment);
        long now = System.nanoTime();
        return new Child(builder.start(), output, now);
    }

    /// Waits until a line of the output matches.
    ///
    /// @throws IOException where the process ends first, or the time is up
    public Matcher await(Pattern line, Duration max) throws IOException, InterruptedException {
        while (process.isAlive() && age().compareTo(max) < 0) {
            Matcher matcher = line.matcher(Files.readString(output));
            if (matcher.find()) {
                return matcher;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY_MILLIS);
        }
        throw new IOException(
                (process.isAlive() ? "not ready in " + max : "ended before it was ready")
                        + ", its output:\n"
                        + Files.readString(output));
    }

    /// Waits until it ends by itself.
    ///
    /// @return how long it lived
    /// @throws IOException where it fails, or the time is up
    public Duration awaitEnd(Duration max) throws IOException, InterruptedException {
        if (!process.waitFor(max.toMillis(), TimeUnit.MILLISECONDS) || process.exitValue() != 0) {
            throw new IOException("failed, its output:\n" + Files.readString(output));
        }
        return age();
    }

    /// Ends it without a word, as a power cut does.
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Since its start.
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    public long pid() {
        return process.pid();
    }

    /// Time that its threads spent on processors, user and system; counted in steps of 10 ms.
    public Duration cpu() {
        return process.info()
                .totalCpuDuration()
                .orElseThrow(() -> new IllegalStateException("process " + pid() + " is gone"));
    }

    /// The options that its JVM was given, up to the class path or jar.
    ///
    /// @throws IOException where the system does not tell
    public List<String> jvmOptions() throws IOException {
        String[] arguments =
                process.info()
                        .arguments()
                        .orElseThrow(() -> new IOException("no arguments of " + pid()));
        return List.of(arguments).stream()
                .takeWhile(argument -> !argument.equals("-jar") && !argument.equals("-cp"))
                .filter(argument -> !argument.startsWith("-D"))
                .toList();
    }

    /// Memory in use as the system sees it, in bytes.
    ///
    /// @throws IOException where there is no `/proc`
    public long residentBytes() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/" + pid() + "/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("no VmRSS of " + pid());
    }

    /// Asks it to stop, waits, and ends it where it does not.
    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(endedWithUs);
        process.destroy();
        try {
            if (!process.waitFor(STOP_MAX.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }
}
