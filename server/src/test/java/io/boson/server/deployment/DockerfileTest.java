package io.boson.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The image holds the folder that `./boson dist` makes, which a test starts, and nothing else.
class DockerfileTest {

    private final List<String> lines = lines();

    private static List<String> lines() {
        try {
            return Files.readString(Compose.ROOT.resolve("Dockerfile"))
                    .replace("\\\n", "")
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void whatIsCopiedIsWhatDistMakes() throws IOException {
        List<String> last = lines.subList(lastStage(), lines.size());

        assertThat(lines).anyMatch(line -> line.startsWith("RUN ./boson dist --folder && mv "));
        assertThat(last)
                .filteredOn(line -> line.startsWith("COPY") || line.startsWith("ADD"))
                .containsExactly(
                        "COPY --from=build --chown=root:root /home/builder/opt-boson /opt/boson");
        assertThat(last)
                .contains("ENTRYPOINT [\"/opt/boson/boson\"]", "CMD [\"up\"]")
                .anyMatch(line -> line.contains("CMD [\"/opt/boson/scripts/healthy\"]"));
        assertThat(Files.readString(Compose.ROOT.resolve("scripts/dist")))
                .contains("server/target/dist", "folder=$out/boson-$(version)", "--folder");
    }

    @Test
    void nobodyIsRoot() {
        List<String> last = lines.subList(lastStage(), lines.size());

        assertThat(last).contains("USER 10001").anyMatch(line -> line.contains("--uid 10001"));
        assertThat(last.indexOf("USER 10001"))
                .isLessThan(last.indexOf("ENTRYPOINT [\"/opt/boson/boson\"]"));
        assertThat(lines.subList(0, lastStage())).contains("USER builder");
    }

    @Test
    void imagesAreNamedExactlyAndSecretsStayOutside() throws IOException {
        assertThat(lines)
                .filteredOn(line -> line.startsWith("FROM"))
                .hasSize(2)
                .allMatch(line -> line.matches("FROM \\S+:\\S+( AS build)?"))
                .noneMatch(line -> line.contains("latest"));
        assertThat(Files.readAllLines(Compose.ROOT.resolve(".dockerignore")))
                .contains(".env", "**/data", "**/target");
        assertThat(Files.readAllLines(Compose.ROOT.resolve(".gitignore"))).contains(".env");
    }

    private int lastStage() {
        for (int i = lines.size() - 1; i > 0; i--) {
            if (lines.get(i).startsWith("FROM")) {
                return i;
            }
        }
        throw new AssertionError("one stage only");
    }
}
