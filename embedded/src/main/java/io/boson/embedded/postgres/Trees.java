package io.boson.embedded.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A directory with all that is in it. Links are not followed.
final class Trees {

    private Trees() {}

    static void delete(Path tree) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        for (Path each : all(tree).reversed()) {
            Files.deleteIfExists(each);
        }
    }

    /// Only root can.
    static void giveTo(int user, Path tree) throws IOException {
        for (Path each : all(tree)) {
            Files.setAttribute(each, "unix:uid", user, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(each, "unix:gid", user, LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static List<Path> all(Path tree) throws IOException {
        try (Stream<Path> all = Files.walk(tree)) {
            return all.sorted(Comparator.naturalOrder()).toList();
        }
    }
}
