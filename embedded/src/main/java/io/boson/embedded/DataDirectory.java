package io.boson.embedded;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A directory claimed for one server, until it is closed or the process ends, however it ends.
///
/// ```
/// boson.format   says that the directory is Boson's:  boson-data 1
///                                                                `- format version
/// boson.lock     locked by the server that runs; holds its process id
/// ```
///
/// Anything else in it belongs to whoever holds the claim.
public final class DataDirectory implements AutoCloseable {

    static final int FORMAT_VERSION = 1;
    static final String MARKER = "boson.format";
    static final String LOCK = "boson.lock";

    private static final String MARKER_DRAFT = MARKER + ".new";
    private static final Pattern MARKER_TEXT = Pattern.compile("boson-data ([0-9]{1,9})\\s*");

    /// What may lie in a directory that is still free: a claim cut short, and what a fresh file
    /// system brings with it.
    private static final Set<String> NO_CONTENT = Set.of(LOCK, MARKER_DRAFT, "lost+found");

    private final Path path;
    private final DirectoryLock lock;

    private DataDirectory(Path path, DirectoryLock lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Claims a directory, made (for its owner alone, mode 0700) if it does not exist.
    ///
    /// @throws DataDirectoryException if it cannot be written to, holds something else than Boson's
    ///     data, is claimed already, or was written by a newer version
    public static DataDirectory claim(Path directory) throws DataDirectoryException {
        Path path = directory.toAbsolutePath().normalize();
        try {
            create(path);
            // Looked at before the first write, so that a refused directory keeps every byte.
            checkContent(path);
            DirectoryLock lock = DirectoryLock.take(path, LOCK);
            try {
                mark(path);
            } catch (IOException | RuntimeException e) {
                lock.release();
                throw e;
            }
            return new DataDirectory(path, lock);
        } catch (IOException e) {
            throw new DataDirectoryException("%s cannot be used: %s".formatted(path, reason(e)), e);
        }
    }

    public Path path() {
        return path;
    }

    /// Gives the claim back. What lies in the directory stays.
    @Override
    public void close() {
        lock.release();
    }

    private static void create(Path path) throws IOException, DataDirectoryException {
        if (Files.isDirectory(path)) {
            return;
        }
        if (Files.exists(path)) {
            throw new DataDirectoryException("%s is not a directory".formatted(path));
        }
        Path parent = path.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.createDirectory(
                path,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    private static void checkContent(Path path) throws IOException, DataDirectoryException {
        Path marker = path.resolve(MARKER);
        if (Files.exists(marker)) {
            checkVersion(marker);
            return;
        }
        try (Stream<Path> entries = Files.list(path)) {
            Set<String> names =
                    entries.map(entry -> String.valueOf(entry.getFileName()))
                            .collect(Collectors.toCollection(TreeSet::new));
            names.removeAll(NO_CONTENT);
            if (!names.isEmpty()) {
                throw new DataDirectoryException(
                        "%s is not a Boson data directory: it holds %s and no %s"
                                .formatted(path, names.iterator().next(), MARKER));
            }
        }
    }

    private static void checkVersion(Path marker) throws IOException, DataDirectoryException {
        Matcher text = MARKER_TEXT.matcher(Files.readString(marker));
        if (!text.matches()) {
            throw new DataDirectoryException("%s is not readable as a marker".formatted(marker));
        }
        int version = Integer.parseInt(text.group(1));
        if (version > FORMAT_VERSION) {
            throw new DataDirectoryException(
                    "%s was written by a newer Boson: its format is %d, this one knows up to %d"
                            .formatted(marker.getParent(), version, FORMAT_VERSION));
        }
    }

    private static void mark(Path path) throws IOException {
        if (Files.exists(path.resolve(MARKER))) {
            return;
        }
        // By renaming: a marker exists whole or not at all.
        Path draft = path.resolve(MARKER_DRAFT);
        Files.writeString(draft, "boson-data %d%n".formatted(FORMAT_VERSION));
        Files.move(draft, path.resolve(MARKER), StandardCopyOption.ATOMIC_MOVE);
    }

    private static String reason(IOException e) {
        return e instanceof AccessDeniedException denied
                ? "no permission for " + denied.getFile()
                : e.toString();
    }
}
