package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.boson.server.api.ApiClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The archive of `./boson dist`, unpacked elsewhere and started by somebody without rights who has
/// no Java, no settings and no environment.
@Timeout(value = 8, unit = TimeUnit.MINUTES)
class DistIT {

    private static final Duration READY_MAX = Duration.ofSeconds(90);
    private static final String NOBODY = "65534";

    private static Path folder;
    private static Path home;

    @BeforeAll
    static void unpacked(@TempDir Path shared) throws Exception {
        folder = shared;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path said = folder.resolve("dist.out");
        ProcessBuilder dist =
                new ProcessBuilder(Scripts.ROOT.resolve("scripts/dist").toString(), "dist")
                        .redirectOutput(said.toFile())
                        .redirectError(folder.resolve("dist.err").toFile());
        dist.environment().put("JAVA_HOME", System.getProperty("java.home"));
        // gzip reads options here; half a minute less where nobody has to download it.
        dist.environment().put("GZIP", "-1");
        Process running = dist.start();
        assertThat(running.waitFor(6, TimeUnit.MINUTES)).isTrue();
        assertThat(running.exitValue()).as(() -> text(folder.resolve("dist.err"))).isZero();
        Path archive = Path.of(text(said).strip());
        ScriptRun tar = run("tar", "-C", folder.toString(), "-xzf", archive.toString());
        assertThat(tar.exit()).as(tar.err()).isZero();
        try (Stream<Path> all = Files.list(folder)) {
            home = all.filter(Files::isDirectory).findFirst().orElseThrow();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ScriptRun run(String... command) {
        return ScriptRun.of(folder, Map.of("PATH", System.getenv("PATH")), List.of(command));
    }

    /// `AOTMode=on` ends a JVM that cannot use the cache: after it was packed, unpacked and moved.
    @Test
    void answersHealthWithoutJavaRightsOrEnvironment() throws Exception {
        Path out = folder.resolve("up.out");
        Path data = folder.resolve("kept");
        List<String> command = new ArrayList<>();
        if (run("id", "-u").out().strip().equals("0")) {
            command.addAll(List.of("setpriv", "--reuid", NOBODY, "--regid", NOBODY));
            command.add("--clear-groups");
        }
        command.addAll(List.of("env", "-i", "BOSON_DATA=" + data));
        for (String port : List.of("HTTP", "ADMIN", "RELAY", "UDP")) {
            command.add("BOSON_" + port + "_PORT=0");
        }
        command.addAll(List.of("BOSON_JAVA_OPTS=-XX:AOTMode=on", home + "/boson", "up"));
        Process server =
                new ProcessBuilder(command)
                        .directory(folder.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectOutput(out.toFile())
                        .start();
        try {
            Awaitility.await("ready")
                    .atMost(READY_MAX)
                    .until(() -> text(out).contains("Boson is ready.") || !server.isAlive());
            assertThat(server.isAlive()).as(() -> text(out)).isTrue();
            Matcher api = Pattern.compile("API +(http://\\S+)").matcher(text(out));
            assertThat(api.find()).isTrue();
            URI address = URI.create(api.group(1));
            assertThat(
                            new ApiClient(address)
                                    .get("/health")
                                    .expect(200)
                                    .json()
                                    .path("status")
                                    .asText())
                    .isEqualTo("healthy");
            assertThat(javaOf(server.pid())).isEqualTo(home.resolve("runtime/bin/java"));
            containersHealthCheck(address.getPort());
            server.destroy();
            assertThat(server.waitFor(30, TimeUnit.SECONDS)).isTrue();
            assertThat(server.exitValue()).isEqualTo(143);
        } finally {
            server.destroyForcibly();
        }
    }

    private static Path javaOf(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().command())
                .map(Path::of)
                .orElseThrow();
    }

    private static void containersHealthCheck(int port) {
        Path healthy = home.resolve("scripts/healthy");
        Map<String, String> there =
                Map.of("PATH", System.getenv("PATH"), "BOSON_HTTP_PORT", Integer.toString(port));
        assertThat(ScriptRun.of(folder, there, List.of(healthy.toString())).exit()).isZero();
        assertThat(ScriptRun.of(folder, there, List.of(healthy.toString(), "/nowhere")).exit())
                .isEqualTo(1);
        Map<String, String> elsewhere =
                Map.of("PATH", System.getenv("PATH"), "BOSON_HTTP_PORT", "1");
        assertThat(ScriptRun.of(folder, elsewhere, List.of(healthy.toString())).exit()).isNotZero();
    }

    @Test
    void holdsWhatTheImageAndTheServiceNeed() {
        for (String file :
                List.of(
                        "boson",
                        "boson.jar",
                        "boson.aot",
                        "config.yml",
                        "LICENSE",
                        "scripts/healthy",
                        "scripts/trial-start",
                        "runtime/bin/java",
                        "runtime/bin/keytool",
                        "coturn/start",
                        "coturn/turnserver.conf",
                        "prometheus/alerts.yml",
                        "systemd/boson.service",
                        "docs/operations.md")) {
            assertThat(home.resolve(file)).isRegularFile();
        }
        assertThat(home.resolve("runtime/bin/javac")).doesNotExist();
    }

    @Test
    void systemdUnderstandsItsUnitAndFindsItHardened() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":", -1))
                        .anyMatch(p -> Files.isExecutable(Path.of(p, "systemd-analyze"))),
                "systemd-analyze is not installed");
        Path unit = folder.resolve("boson.service");
        Files.writeString(
                unit,
                text(home.resolve("systemd/boson.service")).replace("/opt/boson", home.toString()));

        ScriptRun verify = run("systemd-analyze", "verify", "--man=no", unit.toString());
        assertThat(verify.exit()).as(verify.err()).isZero();
        assertThat(verify.errLines()).noneMatch(line -> line.contains("boson.service"));
        ScriptRun security =
                run(
                        "systemd-analyze",
                        "security",
                        "--offline=true",
                        "--no-pager",
                        "--threshold=20",
                        unit.toString());
        assertThat(security.exit()).as(security.out()).isZero();
    }
}
