package io.boson.server.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The repository this test was compiled from.
record SourceTree(Path root) {

    /// Looks upwards from the module's directory, where Maven and IDEs start tests.
    static SourceTree here() {
        var start = Path.of("").toAbsolutePath();
        return Stream.iterate(start, directory -> directory != null, Path::getParent)
                .filter(directory -> Files.exists(directory.resolve("mvnw")))
                .findFirst()
                .map(SourceTree::new)
                .orElseThrow(() -> new IllegalStateException("no mvnw at or above " + start));
    }

    /// Every Java file of every module, in a stable order.
    List<JavaSource> javaSources() {
        return modules().stream()
                .flatMap(module -> javaFiles(module.resolve("src")).stream())
                .map(file -> JavaSource.of(root.relativize(file), read(file)))
                .toList();
    }

    /// The directories with a pom, the root itself left out.
    List<Path> modules() {
        try (var entries = Files.list(root)) {
            return entries.filter(entry -> Files.exists(entry.resolve("pom.xml")))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read(Path file) {
        try {
            return Files.readString(root.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> javaFiles(Path directory) {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (var files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
