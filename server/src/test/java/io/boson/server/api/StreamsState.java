package io.boson.server.api;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// The local stores of a server in this process. A server that stops waits some seconds for its
/// folds; those that take longer go on, and must not find their files deleted: RocksDB would try to
/// write them for ever, on the one thread that writes for all stores of the process.
record StreamsState(List<Path> locks) {

    private static final Duration PATIENCE = Duration.ofMinutes(4);

    static StreamsState in(Path data) {
        try (Stream<Path> applications = Files.list(data.resolve("streams"))) {
            return new StreamsState(applications.map(each -> each.resolve(".lock")).toList());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /// Returns once nobody uses them.
    void awaitLeft() {
        await("folds that stop")
                .atMost(PATIENCE)
                .until(() -> locks.stream().allMatch(this::isFree));
    }

    private boolean isFree(Path lock) {
        if (Files.notExists(lock)) {
            return true;
        }
        try (FileChannel channel = FileChannel.open(lock, StandardOpenOption.WRITE);
                FileLock held = channel.tryLock()) {
            return held != null;
        } catch (OverlappingFileLockException ofThisProcess) {
            return false;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
