package io.boson.server.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// One run of a program: what it answered and what it printed.
record ScriptRun(long pid, int exit, String out, String err) {

    private static final int SECONDS_MAX = 60;

    /// Runs it in `directory` with this environment and no other, and nothing to read.
    static ScriptRun of(Path directory, Map<String, String> environment, List<String> command) {
        try {
            var out = Files.createTempFile("run", ".out");
            var err = Files.createTempFile("run", ".err");
            var builder =
                    new ProcessBuilder(command)
                            .directory(directory.toFile())
                            .redirectInput(Path.of("/dev/null").toFile())
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile());
            builder.environment().clear();
            builder.environment().putAll(environment);
            try {
                var process = builder.start();
                return new ScriptRun(process.pid(), exit(process), text(out), text(err));
            } finally {
                Files.delete(out);
                Files.delete(err);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> outLines() {
        return out.lines().toList();
    }

    List<String> errLines() {
        return err.lines().toList();
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file);
    }

    private static int exit(Process process) {
        try {
            if (process.waitFor(SECONDS_MAX, TimeUnit.SECONDS)) {
                return process.exitValue();
            }
            throw new IllegalStateException("still running after " + SECONDS_MAX + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
