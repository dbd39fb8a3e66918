package io.boson.server.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program run to its end.
///
/// @param exit -1 where it did not end in time and was killed
record Command(int exit, String out, String err) {

    private static final int SECONDS_MAX = 30;

    /// What it printed.
    ///
    /// @throws IllegalStateException with what it complained of, unless it ended well
    static String run(List<String> words, String input) {
        Command done = of(words, input);
        if (done.exit != 0) {
            throw new IllegalStateException(
                    "%s: exit %d: %s%s"
                            .formatted(String.join(" ", words), done.exit, done.err, done.out));
        }
        return done.out;
    }

    static String run(String... words) {
        return run(List.of(words), "");
    }

    static Command of(List<String> words, String input) {
        try {
            Path in = Files.createTempFile("lab", ".in");
            Path out = Files.createTempFile("lab", ".out");
            Path err = Files.createTempFile("lab", ".err");
            try {
                Files.writeString(in, input);
                Process process =
                        new ProcessBuilder(words)
                                .redirectInput(in.toFile())
                                .redirectOutput(out.toFile())
                                .redirectError(err.toFile())
                                .start();
                int exit = exit(process);
                return new Command(exit, Files.readString(out), Files.readString(err));
            } finally {
                for (Path file : List.of(in, out, err)) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A program of the JDK that runs this.
    static String ofJdk(String program) {
        return Path.of(System.getProperty("java.home"), "bin", program).toString();
    }

    /// Where the programs of this package are, compiled.
    static String testClasses() {
        URL place = Command.class.getProtectionDomain().getCodeSource().getLocation();
        return Path.of(place.getPath()).toString();
    }

    private static int exit(Process process) {
        try {
            return process.waitFor(SECONDS_MAX, TimeUnit.SECONDS) ? process.exitValue() : -1;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            process.destroyForcibly();
        }
    }
}
