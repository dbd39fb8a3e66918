package io.boson.streams;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.streams.errors.ProcessorStateException;
import org.rocksdb.RocksDBException;
import org.rocksdb.Status;

/// A local store that RocksDB calls corrupt: a file of it is missing or does not read, after a
/// failing disk, say. Streams would try to open it for ever. Whatever is in it is in its changelog,
/// so it is taken away, with the offsets that it holds, and made anew from there.
///
/// @param location the store's directory
record DamagedStore(Path location) {

    /// As Streams words it; nothing else of the failure tells where.
    private static final Pattern OPENING =
            Pattern.compile("Error opening store \\S+ at location (.+)");

    /// Empty where it was something else that failed.
    ///
    /// @param stateDirectory nothing outside of it is called a store
    static Optional<DamagedStore> in(Throwable failure, Path stateDirectory) {
        Path root = stateDirectory.toAbsolutePath().normalize();
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProcessorStateException opening
                    && opening.getCause() instanceof RocksDBException refused
                    && isCorruption(refused)) {
                Matcher said = OPENING.matcher(String.valueOf(opening.getMessage()));
                return said.find()
                        ? Optional.of(Path.of(said.group(1)).toAbsolutePath().normalize())
                                .filter(location -> location.startsWith(root))
                                .filter(location -> !location.equals(root))
                                .map(DamagedStore::new)
                        : Optional.empty();
            }
        }
        return Optional.empty();
    }

    private static boolean isCorruption(RocksDBException refused) {
        Status status = refused.getStatus();
        return status != null && status.getCode() == Status.Code.Corruption;
    }

    /// @throws IOException where something of it stays
    void delete() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(location)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : deepestFirst) {
            Files.deleteIfExists(each);
        }
    }
}
