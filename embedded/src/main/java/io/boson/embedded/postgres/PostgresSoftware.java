package io.boson.embedded.postgres;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/// The server's programs, unpacked from the library they come in.
///
/// ```
///   <home>/bin/{initdb,pg_ctl,postgres}  lib/  share/
/// ```
final class PostgresSoftware {

    /// Of the binaries on the class path (pom.xml); a cluster of another is not touched.
    static final int MAJOR = 18;

    private static final String RELEASE = "18.6.0";

    /// What the archives call an architecture, by what Java calls it.
    private static final Map<String, String> ARCHIVES =
            Map.of(
                    "amd64", "x86_64",
                    "x86_64", "x86_64",
                    "aarch64", "arm_64");

    private final Path home;

    private PostgresSoftware(Path home) {
        this.home = home;
    }

    /// Unpacks where that has not been done, which takes about two seconds.
    ///
    /// @throws EmbeddedPostgresException where there are no binaries for this machine
    static PostgresSoftware in(Path folder) throws EmbeddedPostgresException {
        String archive = archive();
        Path home = folder.resolve("postgresql-" + RELEASE);
        try {
            Files.createDirectories(folder);
            if (!Files.getOwner(folder).equals(Files.getOwner(Path.of("/proc/self")))) {
                throw new EmbeddedPostgresException(folder + " belongs to somebody else");
            }
        } catch (IOException e) {
            throw new EmbeddedPostgresException("cannot make " + folder + ": " + e, e);
        }
        if (Files.exists(home)) {
            return new PostgresSoftware(home);
        }
        try (InputStream in = PostgresSoftware.class.getResourceAsStream(archive)) {
            if (in == null) {
                throw new EmbeddedPostgresException("no PostgreSQL binaries in " + archive);
            }
            Path draft = folder.resolve(home.getFileName() + "." + ProcessHandle.current().pid());
            Trees.delete(draft);
            unpack(in, draft);
            take(draft, home);
            return new PostgresSoftware(home);
        } catch (IOException e) {
            throw new EmbeddedPostgresException(
                    "cannot unpack PostgreSQL to " + home + ": " + e, e);
        }
    }

    /// By renaming: it is there whole or not at all, and whoever was first is as good.
    private static void take(Path draft, Path home) throws IOException {
        try {
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException taken) {
            Trees.delete(draft);
            if (!Files.exists(home)) {
                throw taken;
            }
        }
    }

    private static String archive() throws EmbeddedPostgresException {
        String system = System.getProperty("os.name", "");
        String machine = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        String known = ARCHIVES.getOrDefault(machine, "");
        if (!system.equals("Linux") || known.isEmpty()) {
            throw new EmbeddedPostgresException(
                    "no PostgreSQL binaries for %s on %s: set database.url"
                            .formatted(system, machine));
        }
        return "/postgres-linux-" + known + ".txz";
    }

    private static void unpack(InputStream archive, Path into) throws IOException {
        Files.createDirectory(
                into,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(archive)))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                unpack(tar, entry, into);
            }
        }
    }

    private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path into)
            throws IOException {
        Path target = into.resolve(entry.getName()).normalize();
        if (!target.startsWith(into)) {
            throw new IOException("leads out of the archive: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Path parent = target.getParent();
        if (parent != null) {
            Files.createDirectories(parent); // archives name files before their folders
        }
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
        } else {
            Files.copy(tar, target, StandardCopyOption.REPLACE_EXISTING);
            boolean runs = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    target, PosixFilePermissions.fromString(runs ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }
}
