package io.boson.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// How a program is run that refuses to be root.
///
/// As root, a user namespace of its own (`unshare`) makes the program nobody in its own eyes, while
/// its files stay root's. Where that is forbidden, as in many containers, it becomes nobody in
/// fact: then the cluster is nobody's, and is named through `/proc/self/cwd`, because the folders
/// above it may be root's alone.
enum Unprivileged {
    /// Not root: nothing to do.
    ITSELF,
    NAMESPACE,
    NOBODY;

    /// The overflow user, which every Linux knows by name.
    static final int NOBODY_ID = 65_534;

    private static final long TRY_SECONDS = 5;

    static Unprivileged here() throws EmbeddedPostgresException {
        if (!isRoot()) {
            return ITSELF;
        }
        if (NAMESPACE.works()) {
            return NAMESPACE;
        }
        if (NOBODY.works()) {
            return NOBODY;
        }
        throw new EmbeddedPostgresException(
                "PostgreSQL refuses to run as root, and neither unshare nor setpriv can change"
                        + " that here: run as another user, or set database.url");
    }

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException | UnsupportedOperationException noSuchSystem) {
            return false;
        }
    }

    /// Whether it is allowed here; tries it.
    boolean works() {
        try {
            Process trial =
                    new ProcessBuilder(command(List.of("true")))
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            boolean ended = trial.waitFor(TRY_SECONDS, TimeUnit.SECONDS);
            if (!ended) {
                trial.destroyForcibly();
            }
            return ended && trial.exitValue() == 0;
        } catch (IOException notInstalled) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// Both replace themselves by the program, so the process started is the program.
    List<String> command(List<String> program) {
        List<String> command = new ArrayList<>();
        switch (this) {
            case ITSELF -> {}
            case NAMESPACE -> command.addAll(List.of("unshare", "--user", "--"));
            case NOBODY ->
                    command.addAll(
                            List.of(
                                    "setpriv",
                                    "--reuid=" + NOBODY_ID,
                                    "--regid=" + NOBODY_ID,
                                    "--clear-groups",
                                    "--inh-caps=-all"));
        }
        command.addAll(program);
        return command;
    }

    /// What the program, started in `directory`, calls it.
    String name(Path directory) {
        return this == NOBODY ? "/proc/self/cwd" : directory.toString();
    }

    /// Where the programs lie so that they can be reached.
    Path software(Path own) {
        return this == NOBODY
                ? Path.of(System.getProperty("java.io.tmpdir"), "boson-postgresql")
                : own;
    }

    /// Makes what was made by another way, or by this process, the program's own.
    void give(Path tree) throws IOException {
        switch (this) {
            case ITSELF -> {}
            case NAMESPACE -> Trees.giveTo(0, tree);
            case NOBODY -> Trees.giveTo(NOBODY_ID, tree);
        }
    }
}
