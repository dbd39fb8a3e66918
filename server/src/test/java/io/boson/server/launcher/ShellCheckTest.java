package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Every shell script of the repository, as ShellCheck judges it.
class ShellCheckTest {

    /// What builds and servers leave there is not ours.
    private static final Set<String> NOT_SOURCES = Set.of(".git", "target", "src", "data");

    private static final int FIRST_LINE_CHARS_MAX = 80;

    @Test
    void scriptsAreClean() throws IOException {
        String path = System.getenv("PATH");
        assumeTrue(
                Stream.of(path.split(":", -1))
                        .anyMatch(folder -> Files.isExecutable(Path.of(folder, "shellcheck"))),
                "shellcheck is not installed; on Debian: apt-get install shellcheck");
        List<String> command = new ArrayList<>(List.of("shellcheck", "--external-sources"));
        command.addAll(scripts());

        ScriptRun check = ScriptRun.of(Scripts.ROOT, Map.of("PATH", path), command);

        assertThat(check.exit()).as(check.out() + check.err()).isZero();
    }

    /// A check of nothing is passed for ever.
    @Test
    void theyAreFound() throws IOException {
        assertThat(scripts())
                .contains("boson", "mvnw", ".ci/run", "bench/run", "coturn/start")
                .contains("examples/node.sh", "scripts/dist", "scripts/find-jdk.sh");
    }

    /// Relative to the root, where directives of theirs look for what they source.
    private static List<String> scripts() throws IOException {
        List<String> found = new ArrayList<>();
        Files.walkFileTree(
                Scripts.ROOT,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult preVisitDirectory(
                            Path folder, BasicFileAttributes attributes) {
                        return !folder.equals(Scripts.ROOT)
                                        && NOT_SOURCES.contains(folder.getFileName().toString())
                                ? FileVisitResult.SKIP_SUBTREE
                                : FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        if (attributes.isRegularFile() && isScript(file)) {
                            found.add(Scripts.ROOT.relativize(file).toString());
                        }
                        return FileVisitResult.CONTINUE;
                    }
                });
        return found;
    }

    private static boolean isScript(Path file) {
        char[] begin = new char[FIRST_LINE_CHARS_MAX];
        try (BufferedReader text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
            int length = Math.max(0, text.read(begin, 0, begin.length));
            String first = new String(begin, 0, length).lines().findFirst().orElse("");
            return first.matches("#!.*\\b(ba)?sh") || first.startsWith("# shellcheck shell=");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
