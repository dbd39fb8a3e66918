package io.boson.bench.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// PostgreSQL's own client, where the machine has one.
public final class Psql {

    private static final long SECONDS_MAX = 300;

    private Psql() {}

    /// What it calls itself; empty where there is none.
    public static Optional<String> version() {
        try {
            Process psql = new ProcessBuilder("psql", "--version").start();
            String line =
                    new String(psql.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            return psql.waitFor() == 0 ? Optional.of(line) : Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /// Runs one command, `\copy` for example.
    ///
    /// @param url `postgresql://host:port/database`
    /// @param password given by the environment: arguments can be read by everybody
    /// @throws IllegalStateException where the command fails or does not end
    public static void run(String url, String user, String password, String command) {
        ProcessBuilder builder =
                new ProcessBuilder("psql", "-X", "-q", "-d", url, "-U", user, "-c", command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PGPASSWORD", password);
        try {
            Process psql = builder.start();
            boolean ended = psql.waitFor(SECONDS_MAX, TimeUnit.SECONDS);
            psql.destroyForcibly();
            if (!ended || psql.exitValue() != 0) {
                throw new IllegalStateException("psql failed: " + command);
            }
        } catch (IOException absent) {
            throw new UncheckedIOException(absent);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}
