package io.boson.server.launcher;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// A machine with the usual shell tools and no Java or Maven but the stubs that a test puts on it.
/// Its directories have blanks in their names, so that every script is tried with those.
final class FakeMachine {

    private static final List<String> TOOLS =
            List.of(
                    "sh",
                    "cat",
                    "chmod",
                    "curl",
                    "dirname",
                    "find",
                    "gzip",
                    "head",
                    "mkdir",
                    "mktemp",
                    "mv",
                    "nice",
                    "readlink",
                    "rm",
                    "sed",
                    "sha512sum",
                    "shasum",
                    "sleep",
                    "tar");

    private final Path root;
    private final List<Path> path = new ArrayList<>();
    private final Map<String, String> environment = new HashMap<>();

    FakeMachine(Path directory) {
        this.root = makeDirectory(directory.resolve("a machine"));
        var tools = makeDirectory(root.resolve("tools"));
        for (var tool : TOOLS) {
            onRealPath(tool)
                    .ifPresent(real -> program(tools.resolve(tool), "exec " + real + " \"$@\""));
        }
        path.add(tools);
        set("HOME", home().toString());
        set("BOSON_JDK_ROOT", root.toString());
    }

    /// Where the user's own files lie.
    Path home() {
        return makeDirectory(root.resolve("home of me"));
    }

    Path directory(String place) {
        return makeDirectory(root.resolve(place));
    }

    /// A JDK of this version at a place below the root. Its `java` says its version when asked,
    /// and otherwise where it lies, its process id and its arguments, one a line.
    Path jdk(String place, String version) {
        var home = jre(place, version);
        program(home.resolve("bin/javac"), "echo \"javac " + version + "\"");
        return home;
    }

    /// The same without a compiler.
    Path jre(String place, String version) {
        var home = directory(place);
        program(
                home.resolve("bin/java"),
                """
                if [ "$*" = -version ]; then
                    echo 'openjdk version "%s" 2025-09-16' >&2
                    exit
                fi
                echo 'java of %s'
                echo "pid $$"
                for argument in "$@"; do echo "<$argument>"; done
                exit "${STUB_EXIT:-0}"
                """
                        .formatted(version, home));
        return home;
    }

    /// A Maven of this version, first on the PATH. It says which Java it got, and its arguments.
    FakeMachine withMaven(String version) {
        var bin = directory("maven " + version);
        program(bin.resolve("mvn"), stubMaven(version));
        return withPath(bin);
    }

    static String stubMaven(String version) {
        return """
        if [ "$*" = -v ]; then
            echo 'Apache Maven %1$s (of nobody)'
            exit
        fi
        echo "maven %1$s on $JAVA_HOME"
        for argument in "$@"; do echo "<$argument>"; done
        exit "${STUB_EXIT:-0}"
        """
                .formatted(version);
    }

    /// Puts a directory first on the PATH.
    FakeMachine withPath(Path directory) {
        path.addFirst(directory);
        return this;
    }

    FakeMachine set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    /// Runs a script in the user's home.
    ScriptRun run(Path script, String... arguments) {
        var entries = path.stream().map(Path::toString).toList();
        environment.put("PATH", String.join(File.pathSeparator, entries));
        var command = Stream.concat(Stream.of(script.toString()), Stream.of(arguments)).toList();
        return ScriptRun.of(home(), environment, command);
    }

    static Path program(Path file, String body) {
        try {
            makeDirectory(file.resolveSibling(""));
            Files.writeString(file, "#!/bin/sh\n" + body + "\n");
            return Files.setPosixFilePermissions(
                    file, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path link(Path link, Path target) {
        try {
            return Files.createSymbolicLink(link, target);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<Path> onRealPath(String tool) {
        return Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst();
    }

    private static Path makeDirectory(Path directory) {
        try {
            return Files.createDirectories(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
