package io.boson.events.codec;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// A sample of what lies in somebody's log, to the byte: `approved/<type>.json`, or
/// `approved/<type>.<variant>.json`. Files are added, never edited or removed.
record ApprovedFile(String name, String text) {

    static List<ApprovedFile> all() {
        try (Stream<Path> files = Files.list(folder("/approved"))) {
            return files.sorted().map(ApprovedFile::read).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Path folder(String name) {
        URL url = Objects.requireNonNull(ApprovedFile.class.getResource(name), name);
        try {
            return Path.of(new URI(url.toString()));
        } catch (URISyntaxException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static ApprovedFile read(Path file) {
        try {
            String name = file.getFileName().toString().replaceFirst("\\.json$", "");
            return new ApprovedFile(name, Files.readString(file));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /// The name up to and with its version.
    String type() {
        return name.replaceFirst("(\\.v\\d+)\\..*", "$1");
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return name;
    }
}
