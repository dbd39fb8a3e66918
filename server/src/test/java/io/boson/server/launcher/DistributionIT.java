package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The distribution as it was packed, started as a user would: through a link, from elsewhere.
class DistributionIT {

    private static final Path PACKED = Path.of("target/boson").toAbsolutePath();

    @TempDir Path elsewhere;

    @Test
    void tellsItsVersion() {
        var run = boson("--version");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).matches("boson \\d+\\.\\d+\\.\\d+\\S*\n");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helps() {
        var run = boson("--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("Usage: boson", "up ", "BOSON_DATA").doesNotContain("\33[");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        var run = boson("down");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines()).singleElement().asString().contains("'down'");
    }

    @Test
    void holdsWhatIsNeeded() {
        assertThat(PACKED)
                .isDirectoryContaining("glob:**/boson")
                .isDirectoryContaining("glob:**/boson.jar")
                .isDirectoryContaining("glob:**/LICENSE");
        assertThat(PACKED.resolve("boson")).isExecutable();
    }

    @Test
    void holdsEachLibraryOnceAndNoneOfTheTests() throws IOException {
        var artifacts = libraries().map(DistributionIT::artifact).toList();

        assertThat(artifacts)
                .doesNotHaveDuplicates()
                .contains("boson-events", "boson-streams", "boson-relay", "picocli")
                .doesNotContain("boson-server", "boson-testkit", "archunit", "assertj-core")
                .noneMatch(name -> name.startsWith("junit"));
    }

    private ScriptRun boson(String word) {
        var link = FakeMachine.link(elsewhere.resolve("a link"), PACKED.resolve("boson"));
        var environment =
                Map.of(
                        "PATH", System.getenv("PATH"),
                        "HOME", elsewhere.toString(),
                        "JAVA_HOME", System.getProperty("java.home"));
        return ScriptRun.of(elsewhere, environment, List.of(link.toString(), word));
    }

    private static Stream<String> libraries() throws IOException {
        try (var files = Files.list(PACKED.resolve("lib"))) {
            return files.map(file -> file.getFileName().toString()).toList().stream();
        }
    }

    /// `netty-common-4.2.17.Final.jar` is `netty-common`. A classifier, as in
    /// `netty-tcnative-2.0-linux-x86_64.jar`, tells one jar of an artifact from another.
    private static String artifact(String jar) {
        return jar.replaceFirst("-\\d[^-]*", "").replaceFirst("\\.jar$", "");
    }
}
