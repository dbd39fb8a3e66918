package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The distribution as it was packed, started as a user would, from elsewhere.
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
        assertThat(PACKED.resolve("prometheus"))
                .isDirectoryContaining("glob:**/alerts.yml")
                .isDirectoryContaining("glob:**/grafana-dashboard.json");
    }

    @Test
    void holdsTheModulesAndNothingOfTheTests() {
        assertThat(libraries())
                .extracting(jar -> jar.getFileName().toString().replaceFirst("-\\d.*", ""))
                .contains("boson-events", "boson-streams", "boson-relay", "picocli")
                .doesNotContain("boson-server", "boson-testkit", "archunit", "assertj-core")
                .noneMatch(name -> name.startsWith("junit"));
    }

    /// Two versions of a library, or a library packed into another, would make it a matter of
    /// luck which class is loaded.
    @Test
    void holdsEachClassOnce() throws IOException {
        var holders = new TreeMap<String, List<String>>();
        for (var jar : libraries()) {
            for (var name : classes(jar)) {
                holders.computeIfAbsent(name, _ -> new ArrayList<>())
                        .add(jar.getFileName().toString());
            }
        }
        holders.values().removeIf(jars -> jars.size() == 1);

        assertThat(holders).isEmpty();
    }

    private ScriptRun boson(String word) {
        var launcher = PACKED.resolve("boson").toString();
        var environment =
                Map.of(
                        "PATH", System.getenv("PATH"),
                        "HOME", elsewhere.toString(),
                        "JAVA_HOME", System.getProperty("java.home"));
        return ScriptRun.of(elsewhere, environment, List.of(launcher, word));
    }

    private static List<Path> libraries() {
        try (var files = Files.list(PACKED.resolve("lib"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Without those for one Java release only, which repeat a name on purpose.
    private static List<String> classes(Path jar) throws IOException {
        try (var zip = new ZipFile(jar.toFile())) {
            return zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/"))
                    .filter(name -> !name.equals("module-info.class"))
                    .toList();
        }
    }
}
