package io.boson.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// An exclusive lock of the operating system on a file: it ends with the process, so no stale one
/// can outlive a kill -9.
///
/// POSIX drops a process's locks on a file as soon as that process closes *any* descriptor of it.
/// So inside this process the file is opened once only, and a second claim is refused by [#HELD]
/// before it could open and close it.
final class DirectoryLock {

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private static final int PID_BYTES_MAX = 20;

    private final Path directory;
    private final FileChannel channel;

    private DirectoryLock(Path directory, FileChannel channel) {
        this.directory = directory;
        this.channel = channel;
    }

    static DirectoryLock take(Path path, String name) throws IOException, DataDirectoryException {
        Path directory = path.toRealPath();
        if (!HELD.add(directory)) {
            throw inUse(path, Long.toString(ProcessHandle.current().pid()));
        }
        try {
            return new DirectoryLock(directory, open(path, directory.resolve(name)));
        } catch (IOException | DataDirectoryException | RuntimeException e) {
            HELD.remove(directory);
            throw e;
        }
    }

    private static FileChannel open(Path path, Path file)
            throws IOException, DataDirectoryException {
        FileChannel channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            lock(path, channel);
            return channel;
        } catch (IOException | DataDirectoryException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static void lock(Path path, FileChannel channel)
            throws IOException, DataDirectoryException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw inUse(path, readPid(channel));
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(
                        (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII)),
                0);
    }

    void release() {
        if (!channel.isOpen()) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The descriptor is gone either way, and the lock with it.
        }
        HELD.remove(directory);
    }

    private static String readPid(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(PID_BYTES_MAX);
        channel.read(bytes, 0);
        return new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    }

    private static DataDirectoryException inUse(Path path, String pid) {
        return new DataDirectoryException(
                "%s is in use by another server%s"
                        .formatted(path, pid.isEmpty() ? "" : " (process " + pid + ")"));
    }
}
