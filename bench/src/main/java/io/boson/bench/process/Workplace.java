package io.boson.bench.process;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// A directory for one run of a program, gone afterwards.
///
/// @param home of the source tree that is measured
public record Workplace(Path home, Path directory) implements AutoCloseable {

    /// @throws IOException where there is no room for it
    public static Workplace open(Path home) throws IOException {
        return new Workplace(home, Files.createTempDirectory("boson-bench-"));
    }

    public Path resolve(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() throws IOException {
        Files.walkFileTree(
                directory,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException failure)
                            throws IOException {
                        if (failure instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE; // a store tidied up after itself
                        }
                        throw failure;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path at, IOException failure)
                            throws IOException {
                        Files.deleteIfExists(at);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }
}
