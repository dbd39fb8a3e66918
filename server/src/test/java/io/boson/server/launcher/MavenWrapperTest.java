package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which Maven `mvnw` takes, and how it gets one where there is none. The repository is a server
/// on this machine, and what it serves a stub.
class MavenWrapperTest {

    private static final String ARCHIVE =
            "/org/apache/maven/apache-maven/3.9.11/apache-maven-3.9.11-bin.tar.gz";

    @TempDir Path directory;
    private FakeMachine machine;
    private HttpServer repository;

    @BeforeEach
    void aMachineWithAJdk() throws IOException {
        machine = new FakeMachine(directory);
        machine.jdk("usr/lib/jvm/25", "25.0.1");
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        repository = HttpServer.create(address, 0);
        repository.start();
        machine.set("MVNW_REPOURL", "http://127.0.0.1:" + repository.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        repository.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.6", "3.8.10", "3.9.0", "3.10.1", "4.0.0"})
    void theOneOnThePathIsTakenWhereItIsNewEnough(String version) {
        var run = machine.withMaven(version).run(Scripts.MVNW, "-q", "two words", "");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("maven " + version + " on ");
        assertThat(run.outLines()).endsWith("<-q>", "<two words>", "<>");
    }

    @Test
    void theExitCodeIsMavens() {
        var run = machine.withMaven("3.9.9").set("STUB_EXIT", "7").run(Scripts.MVNW, "verify");

        assertThat(run.exit()).isEqualTo(7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"3.8.5", "3.6.3", "2.2.1"})
    void anOldOneOnThePathIsReplacedOnceForAll(String version) throws Exception {
        machine.withMaven(version);
        var archive = archive();
        serve(200, archive);
        var mvnw = wrapperThatExpects(archive);

        var first = machine.run(mvnw, "verify", "two words");
        repository.stop(0);
        var second = machine.set("STUB_EXIT", "3").run(mvnw, "again");

        assertThat(first.outLines()).startsWith("maven 3.9.11 on " + jdk());
        assertThat(first.outLines()).endsWith("<verify>", "<two words>");
        assertThat(first.errLines()).singleElement().asString().contains("fetching 3.9.11");
        assertThat(second.outLines()).endsWith("<again>");
        assertThat(second.err()).isEmpty();
        assertThat(second.exit()).isEqualTo(3);
        assertThat(installed()).containsExactly("apache-maven-3.9.11");
    }

    /// The script as it is expects Apache's archive, and this is another.
    @Test
    void aForgedArchiveIsRefused() throws Exception {
        serve(200, archive());

        var run = machine.run(Scripts.MVNW, "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("is not Maven 3.9.11: its SHA-512 is " + sha512(archive()));
        assertThat(installed()).isEmpty();
    }

    @Test
    void aBrokenDownloadLeavesNothingBehind() throws Exception {
        var whole = archive();
        repository.createContext(
                ARCHIVE,
                exchange -> {
                    exchange.sendResponseHeaders(200, whole.length);
                    exchange.getResponseBody().write(whole, 0, whole.length / 2);
                    exchange.getResponseBody().flush();
                    exchange.close();
                });

        var run = machine.run(wrapperThatExpects(whole), "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("could not fetch");
        assertThat(installed()).isEmpty();
    }

    @Test
    void aRepositoryWithoutItIsNamed() throws Exception {
        serve(404, new byte[0]);

        var run = machine.run(Scripts.MVNW, "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("could not fetch", ARCHIVE);
        assertThat(installed()).isEmpty();
    }

    /// What is in the way without a `mvn` in it is what an earlier wrapper left half done.
    @Test
    void halfAnInstallationIsReplaced() throws Exception {
        var archive = archive();
        serve(200, archive);
        Files.createDirectories(dists().resolve("apache-maven-3.9.11/bin"));

        var run = machine.run(wrapperThatExpects(archive), "verify");

        assertThat(run.outLines()).endsWith("<verify>");
        assertThat(installed()).containsExactly("apache-maven-3.9.11");
    }

    private void serve(int status, byte[] body) {
        repository.createContext(
                ARCHIVE,
                exchange -> {
                    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
    }

    private byte[] archive() throws IOException {
        var parent = machine.directory("archive");
        var file = parent.resolve("maven.tar.gz");
        if (!Files.exists(file)) {
            FakeMachine.program(
                    parent.resolve("apache-maven-3.9.11/bin/mvn"), FakeMachine.stubMaven("3.9.11"));
            var command = List.of("tar", "-czf", "maven.tar.gz", "apache-maven-3.9.11");
            var path = Map.of("PATH", System.getenv("PATH"));
            assertThat(ScriptRun.of(parent, path, command).exit()).isZero();
        }
        return Files.readAllBytes(file);
    }

    private Path wrapperThatExpects(byte[] archive) throws Exception {
        var mvnw = Scripts.copyTo(machine.directory("a tree")).resolve("mvnw");
        var text = Files.readString(mvnw);
        var pinned = "(?s)MAVEN_SHA512=[0-9a-f]+\\\\\n[0-9a-f]+";
        assertThat(text).containsPattern(pinned);
        Files.writeString(mvnw, text.replaceFirst(pinned, "MAVEN_SHA512=" + sha512(archive)));
        return mvnw;
    }

    private static String sha512(byte[] bytes) throws NoSuchAlgorithmException {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-512").digest(bytes));
    }

    private Path jdk() {
        return machine.directory("usr/lib/jvm/25");
    }

    private Path dists() {
        return machine.home().resolve(".m2/wrapper/dists");
    }

    private List<String> installed() throws IOException {
        if (!Files.exists(dists())) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(dists())) {
            return entries.map(entry -> entry.getFileName().toString()).toList();
        }
    }
}
