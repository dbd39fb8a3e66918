package io.boson.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Each rule sees what it is there for, at the right line, and nothing else.
class TidyRulesTest {

    @ParameterizedTest
    @MethodSource("bad")
    void finds(TidyRule rule, String module, String tree, String line) {
        var source = source(module, tree, "class Sample {", line, "}");

        var findings = rule.findings(source);

        assertThat(findings).extracting(Finding::line).containsExactly(4);
        assertThat(Finding.report(findings)).contains(source.path() + ":4: ");
    }

    static List<Arguments> bad() {
        return List.of(
                arguments(TidyRules.LINE_LENGTH, "relay", "main", "// " + "x".repeat(98)),
                arguments(TidyRules.NO_TABS, "relay", "main", "\tint x;"),
                arguments(TidyRules.NO_TRAILING_BLANKS, "relay", "main", "int x; "),
                arguments(TidyRules.NAMES, "relay", "main", "final class PeerManager {}"),
                arguments(TidyRules.NAMES, "relay", "main", "interface RouteService {}"),
                arguments(TidyRules.NAMES, "relay", "test", "record Utils() {}"),
                arguments(TidyRules.NAMES, "relay", "main", "class NodesImpl implements Nodes {}"),
                arguments(TidyRules.NAMES, "relay", "main", "abstract class FrameBase {}"),
                arguments(TidyRules.NO_PROMISES, "relay", "main", "int x; // TODO more"),
                arguments(TidyRules.NO_PROMISES, "relay", "main", "/* FIXME */ int x;"),
                arguments(TidyRules.NO_SLEEP_IN_TESTS, "relay", "test", "Thread.sleep(10);"),
                arguments(TidyRules.NO_SLEEP_IN_TESTS, "relay", "test", "SECONDS.sleep(1);"),
                arguments(
                        TidyRules.NO_SLEEP_IN_TESTS,
                        "testkit",
                        "main",
                        "TimeUnit.SECONDS.sleep(1);"),
                arguments(TidyRules.NO_DISABLED_TESTS, "relay", "test", "@Disabled(\"later\")"),
                arguments(TidyRules.NO_PRINTING, "relay", "main", "System.out.println();"),
                arguments(TidyRules.NO_PRINTING, "server", "main", "System.err.println();"),
                arguments(TidyRules.NO_PRINTING, "relay", "main", "e.printStackTrace();"),
                arguments(TidyRules.NO_WALL_CLOCK, "events", "main", "var t = Instant.now();"),
                arguments(TidyRules.NO_WALL_CLOCK, "events", "main", "System.currentTimeMillis();"),
                arguments(TidyRules.NO_WALL_CLOCK, "projections", "main", "new Random();"),
                arguments(TidyRules.NO_WALL_CLOCK, "projections", "main", "UUID.randomUUID();"),
                arguments(TidyRules.NO_WALL_CLOCK, "events", "main", "Clock.systemUTC();"));
    }

    @ParameterizedTest
    @MethodSource("good")
    void letsPass(TidyRule rule, String module, String tree, String line) {
        assertThat(rule.findings(source(module, tree, "class Sample {", line, "}"))).isEmpty();
    }

    static List<Arguments> good() {
        return List.of(
                arguments(TidyRules.LINE_LENGTH, "relay", "main", "x".repeat(100)),
                arguments(TidyRules.LINE_LENGTH, "relay", "main", "// https://" + "x".repeat(100)),
                arguments(TidyRules.NAMES, "relay", "main", "class DataBaseline {}"),
                arguments(TidyRules.NAMES, "relay", "main", "/// The class PeerManager is gone."),
                arguments(TidyRules.NO_PROMISES, "relay", "main", "String x = \"TODO\";"),
                arguments(TidyRules.NO_SLEEP_IN_TESTS, "relay", "main", "Thread.sleep(10);"),
                arguments(TidyRules.NO_SLEEP_IN_TESTS, "relay", "test", "// Thread.sleep(10)"),
                arguments(TidyRules.NO_PRINTING, "relay", "test", "System.out.println();"),
                arguments(TidyRules.NO_PRINTING, "bench", "main", "System.out.println();"),
                arguments(TidyRules.NO_WALL_CLOCK, "relay", "main", "Instant.now();"),
                arguments(TidyRules.NO_WALL_CLOCK, "events", "test", "UUID.randomUUID();"),
                arguments(TidyRules.NO_WALL_CLOCK, "events", "main", "new Random(seed);"));
    }

    @Test
    void onlyTheCommandLinePrints() {
        var text = "package io.boson.server.cli;\nclass A { { System.out.println(); } }\n";
        var path = Path.of("server/src/main/java/io/boson/server/cli/A.java");

        assertThat(TidyRules.NO_PRINTING.findings(JavaSource.of(path, text))).isEmpty();
    }

    @Test
    void filesHaveAnEnd() {
        var lines = Collections.nCopies(400, "// line").toArray(String[]::new);

        assertThat(TidyRules.FILE_LENGTH.findings(source("relay", "main", lines))).hasSize(1);
        assertThat(TidyRules.FILE_LENGTH.findings(source("relay", "test", lines))).isEmpty();
    }

    @Test
    void modulesOwnTheirPackages() {
        var path = Path.of("relay/src/main/java/io/boson/relaying/A.java");

        assertThat(
                        TidyRules.OWN_PACKAGE.findings(
                                JavaSource.of(path, "package io.boson.relaying;")))
                .hasSize(1);
        assertThat(TidyRules.OWN_PACKAGE.findings(JavaSource.of(path, "package io.boson.relay.a;")))
                .isEmpty();
    }

    @Test
    void packagesWithoutADescriptionAreFound() {
        var alone = source("relay", "main", "class Sample {}");

        assertThat(PackageInfos.findings(List.of(alone)))
                .singleElement()
                .extracting(Finding::toString)
                .asString()
                .contains(alone.path().toString(), "no package-info.java");
    }

    @Test
    void descriptionsAreComplete() {
        var path = Path.of("relay/src/main/java/io/boson/relay/package-info.java");
        var bare = JavaSource.of(path, "package io.boson.relay;\n");
        var full = JavaSource.of(path, "/// For.\n@NullMarked\npackage io.boson.relay;\n");
        var inTests = source("relay", "test", "class SampleTest {}");

        assertThat(Finding.report(PackageInfos.findings(List.of(bare))))
                .contains("no doc comment", "not @NullMarked");
        assertThat(PackageInfos.findings(List.of(full, inTests))).isEmpty();
    }

    private static JavaSource source(String module, String tree, String... body) {
        var path = Path.of(module, "src", tree, "java/io/boson", module, "Sample.java");
        var text = "package io.boson." + module + ";\n\n" + String.join("\n", body) + "\n";
        return JavaSource.of(path, text);
    }
}
