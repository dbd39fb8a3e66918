package io.boson.server.token;

import io.boson.server.config.ConfigException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// A small file with a secret: mode 0600 from its first byte, and never seen half written.
///
/// @param key the configuration key that says where it lies; names it in errors
record PrivateFile(String key, Path path) {

    private static final int BYTES_MAX = 64 * 1024;

    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private static final Set<PosixFilePermission> OTHERS =
            EnumSet.of(
                    PosixFilePermission.GROUP_READ,
                    PosixFilePermission.GROUP_WRITE,
                    PosixFilePermission.OTHERS_READ,
                    PosixFilePermission.OTHERS_WRITE);

    /// Empty where there is no such file.
    ///
    /// @throws ConfigException where it cannot be read, or others can
    Optional<String> read() {
        try {
            if (Files.size(path) > BYTES_MAX) {
                throw new ConfigException(key, path + " is far too long for what it should hold");
            }
            String text = Files.readString(path);
            requirePrivate();
            return Optional.of(text);
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new ConfigException(key, "cannot be read: " + unreadable);
        }
    }

    /// Writes the file unless somebody else did first.
    ///
    /// @return what the file holds now: of several who create it at once all get the winner's
    String createOnce(String text) {
        try {
            Path temporary = writeTemporary(text);
            try {
                // A link appears whole and, unlike a rename, never replaces what is there.
                Files.createLink(path, temporary);
                return text;
            } catch (FileAlreadyExistsException somebodyElse) {
                return read().orElseThrow(() -> new NoSuchFileException(path.toString()));
            } finally {
                Files.delete(temporary);
            }
        } catch (IOException | UnsupportedOperationException unwritable) {
            throw new ConfigException(key, "cannot be written: " + unwritable);
        }
    }

    /// Writes or replaces the file, at once.
    void replace(String text) {
        try {
            Files.move(writeTemporary(text), path, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new ConfigException(key, "cannot be written: " + unwritable);
        }
    }

    private Path writeTemporary(String text) throws IOException {
        Path directory = path.toAbsolutePath().getParent();
        if (directory == null) {
            throw new NoSuchFileException(path.toString());
        }
        Files.createDirectories(directory);
        Path temporary = Files.createTempFile(directory, ".new-", ".tmp", ownerOnly(directory));
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        } catch (IOException failed) {
            Files.deleteIfExists(temporary);
            throw failed;
        }
        return temporary;
    }

    private static FileAttribute<?>[] ownerOnly(Path directory) {
        // A file system without modes, as on Windows, leaves it to the directory's own protection.
        return hasModes(directory)
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(OWNER_ONLY)}
                : new FileAttribute<?>[0];
    }

    private void requirePrivate() throws IOException {
        if (!hasModes(path)) {
            return;
        }
        Set<PosixFilePermission> mode = Files.getPosixFilePermissions(path);
        if (OTHERS.stream().anyMatch(mode::contains)) {
            throw new ConfigException(
                    key, path + " may be read or written by other users, run: chmod 600 " + path);
        }
    }

    private static boolean hasModes(Path path) {
        return path.getFileSystem().supportedFileAttributeViews().contains("posix");
    }
}
