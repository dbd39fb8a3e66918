package io.boson.embedded;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A second JVM with the class path of this one, which answers each line it is sent with one line
/// of its own, marked with [#ANSWER] to tell it from log output.
final class ChildProcess implements AutoCloseable {

    static final String ANSWER = "answer: ";

    private static final String END = "";
    private static final int LOG_LINES_MAX = 200;
    private static final int WAIT_SECONDS_MAX = 60;

    private final Process process;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Queue<String> log = new ConcurrentLinkedQueue<>();

    private ChildProcess(Process process) {
        this.process = process;
        Thread.ofVirtual().start(this::readAnswers);
    }

    /// `launcher` is put before `java` and its arguments.
    static ChildProcess start(Class<?> main, Path directory, String... launcher)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(launcher));
        Stream.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName(),
                        directory.toString())
                .forEach(command::add);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        return new ChildProcess(builder.start());
    }

    private void readAnswers() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            lines.lines().forEach(this::take);
        } catch (IOException | UncheckedIOException e) {
            // The child is gone, which is what the end says.
        }
        answers.add(END);
    }

    private void take(String line) {
        if (line.startsWith(ANSWER)) {
            answers.add(line.substring(ANSWER.length()));
        } else if (log.size() < LOG_LINES_MAX) {
            log.add(line);
        }
    }

    String answer() throws InterruptedException {
        String answer = answers.poll(WAIT_SECONDS_MAX, TimeUnit.SECONDS);
        if (answer == null || answer.equals(END)) {
            throw new AssertionError(
                    "the child process gave no answer:\n" + String.join("\n", log));
        }
        return answer;
    }

    String ask(String question) throws InterruptedException {
        new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8).println(question);
        return answer();
    }

    long pid() {
        return process.pid();
    }

    /// kill -9
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /// Asks it to end by itself, by the end of its input.
    int end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        if (!process.waitFor(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
            throw new AssertionError("the child process does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
