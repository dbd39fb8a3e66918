package io.boson.server.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The public side and the homes around it.
///
/// All names carry the process's number: what a killed process left is found by it and removed
/// before the next lab is built, and labs of several processes do not meet.
final class Lab implements AutoCloseable {

    static final String PUBLIC = "203.0.113.1";
    static final String PUBLIC_IPV6 = "2001:db8::1";

    /// Sockets of wireguard-go, by the name of the interface, for all namespaces together.
    private static final Path SOCKETS = Path.of("/var/run/wireguard");

    private static final Pattern OURS = Pattern.compile("bosonlab-(\\d+)-.*");
    private static final long SELF = ProcessHandle.current().pid();

    static {
        // Ctrl-C, too, leaves nothing behind.
        Runtime.getRuntime().addShutdownHook(new Thread(() -> remove(SELF)));
    }

    private final Path folder;
    private final Namespace pub;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private int homes;
    private int devices;

    private Lab(Path folder, Namespace pub) {
        this.folder = folder;
        this.pub = pub;
    }

    /// @param folder for keys, logs and files
    static Lab build(Path folder) {
        removeStale();
        Lab lab = new Lab(folder, Namespace.add(prefix() + "pub"));
        lab.pub.ip(
                """
                link add br0 type bridge mcast_snooping 0
                addr add %s/24 dev br0
                addr add %s/64 dev br0 nodad
                link set br0 up
                """
                        .formatted(PUBLIC, PUBLIC_IPV6));
        return lab;
    }

    /// Where the server is.
    Namespace pub() {
        return pub;
    }

    Home home(Home.Mapping mapping) {
        homes++;
        return Home.build(prefix(), homes, mapping, pub);
    }

    /// What is closed with the lab, the last first.
    <T extends AutoCloseable> T owns(T part) {
        parts.push(part);
        return part;
    }

    /// A name for an interface, at most 15 characters, as no other lab has.
    String device() {
        devices++;
        return "bl%dw%d".formatted(SELF, devices);
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    @Override
    public void close() {
        try {
            while (!parts.isEmpty()) {
                close(parts.pop());
            }
        } finally {
            remove(SELF);
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static String prefix() {
        return "bosonlab-" + SELF + "-";
    }

    private static void removeStale() {
        Namespace.all()
                .map(namespace -> OURS.matcher(namespace.name()))
                .filter(Matcher::matches)
                .map(name -> Long.parseLong(name.group(1)))
                .distinct()
                .filter(pid -> pid == SELF || ProcessHandle.of(pid).isEmpty())
                .toList()
                .forEach(Lab::remove);
    }

    private static void remove(long pid) {
        Namespace.all()
                .filter(namespace -> namespace.name().startsWith("bosonlab-" + pid + "-"))
                .toList()
                .forEach(Namespace::delete);
        if (!Files.isDirectory(SOCKETS)) {
            return;
        }
        try (var sockets = Files.newDirectoryStream(SOCKETS, "bl" + pid + "w*.sock")) {
            for (Path socket : sockets) {
                Files.deleteIfExists(socket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
