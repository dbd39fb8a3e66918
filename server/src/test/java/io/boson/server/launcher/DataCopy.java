package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A backup as docs/operations.md says it, of the directory `data` in a folder.
final class DataCopy {

    private final Path folder;
    private final Path file;

    private DataCopy(Path folder, Path file) {
        this.folder = folder;
        this.file = file;
    }

    /// Of a server that does not run.
    static DataCopy of(Path folder) {
        DataCopy copy = new DataCopy(folder, folder.resolve("boson-copy.tar.gz"));
        copy.tar("-czpf");
        return copy;
    }

    /// Where nothing is left of it.
    void restore() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        }
        tar("-xzpf");
    }

    private void tar(String what) {
        ScriptRun run =
                ScriptRun.of(
                        folder,
                        Map.of("PATH", System.getenv("PATH")),
                        List.of("tar", what, file.toString(), "data"));
        assertThat(run.exit()).as(run.err()).isZero();
    }
}
