package io.boson.server.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/// The repository's scripts, and copies of them in a tree of a test's own.
final class Scripts {

    /// Tests start in the module's directory.
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    static final Path MVNW = ROOT.resolve("mvnw");

    private static final List<String> FILES =
            List.of("boson", "mvnw", "scripts/find-jdk.sh", "scripts/Fetch.java");

    private Scripts() {}

    static Path copyTo(Path tree) {
        try {
            for (var file : FILES) {
                Files.createDirectories(tree.resolve(file).resolveSibling(""));
                Files.copy(
                        ROOT.resolve(file),
                        tree.resolve(file),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
            return tree;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
