package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `boson` in its two layouts, with stubs for Java and for the build.
class LauncherTest {

    @TempDir Path directory;
    private FakeMachine machine;
    private Path home;

    @BeforeEach
    void aMachineWithJava() {
        machine = new FakeMachine(directory);
        machine.jre("usr/lib/jvm/25", "25.0.1");
        home = Scripts.copyTo(machine.directory("boson 0.1"));
    }

    @Nested
    class Unpacked {

        @BeforeEach
        void aDistribution() throws IOException {
            Files.writeString(home.resolve("boson.jar"), "");
            machine.directory("boson 0.1/lib");
        }

        @Test
        void runsTheJarBesideItAndPassesTheWordsOn() {
            var run = machine.run(home.resolve("boson"), "up", "--data", "two words", "");

            assertThat(run.err()).isEmpty();
            assertThat(run.outLines())
                    .contains("<-Dboson.home=" + home + ">")
                    .containsSubsequence("<-jar>", "<" + home.resolve("boson.jar") + ">")
                    .endsWith("<up>", "<--data>", "<two words>", "<>");
        }

        @Test
        void answersWithTheExitCodeOfBoson() {
            assertThat(machine.set("STUB_EXIT", "2").run(home.resolve("boson")).exit())
                    .isEqualTo(2);
        }

        /// Then signals reach the JVM, and it is the JVM's exit that the caller sees.
        @Test
        void becomesTheJvm() {
            var run = machine.run(home.resolve("boson"));

            assertThat(run.outLines()).contains("pid " + run.pid());
        }

        @Test
        void knowsItsPlaceWhenCalledByALink() {
            var bin = machine.directory("home of me/bin");
            var absolute = FakeMachine.link(bin.resolve("absolute"), home.resolve("boson"));
            var relative =
                    FakeMachine.link(
                            bin.resolve("relative"), bin.relativize(home.resolve("boson")));
            var twice = FakeMachine.link(bin.resolve("twice"), Path.of("relative"));

            for (var link : new Path[] {absolute, relative, twice}) {
                assertThat(machine.run(link).outLines())
                        .as(link.toString())
                        .contains("<-Dboson.home=" + home + ">");
            }
        }

        @Test
        void isFoundOnThePath() {
            var caller = FakeMachine.program(directory.resolve("caller"), "boson up");
            machine.withPath(home);

            assertThat(machine.run(caller).outLines()).endsWith("<up>");
        }

        @Test
        void boundsTheHeapUnlessAskedOtherwise() {
            var boson = home.resolve("boson");
            assertThat(machine.run(boson).outLines()).contains("<-Xmx512m>");

            machine.set("BOSON_JAVA_OPTS", "-XX:MaxRAMPercentage=50 -Da=b");
            assertThat(machine.run(boson).outLines())
                    .doesNotContain("<-Xmx512m>")
                    .contains("<-XX:MaxRAMPercentage=50>", "<-Da=b>");
        }

        @Test
        void itsOwnJavaIsTheFirstThatIsTried() throws IOException {
            Path own = FakeMachine.program(home.resolve("runtime/bin/java"), "echo its own: $1");

            assertThat(own).isExecutable();
            assertThat(machine.run(home.resolve("boson")).out()).startsWith("its own: ");
        }

        @Test
        void aCacheIsUsedUnlessItIsOlderThanTheJar() throws IOException {
            Path jar = home.resolve("boson.jar");
            Path cache = Files.writeString(home.resolve("boson.aot"), "");
            Files.setLastModifiedTime(jar, FileTime.from(Instant.parse("2020-01-01T00:00:00Z")));

            assertThat(machine.run(home.resolve("boson"), "up").outLines())
                    .contains("<-XX:AOTCache=" + cache + ">");

            Files.setLastModifiedTime(cache, FileTime.from(Instant.parse("2019-01-01T00:00:00Z")));
            assertThat(machine.run(home.resolve("boson"), "simulate").out())
                    .doesNotContain("-XX:AOT");
        }

        /// After the server has ended, and only where there is none.
        @Test
        void theFirstServerLeavesATrialStartBehindAndNothingElseDoes() throws IOException {
            Path cache = home.resolve("boson.aot");
            FakeMachine.program(home.resolve("scripts/trial-start"), "echo made >\"$1\"");

            machine.run(home.resolve("boson"), "simulate");
            machine.set("BOSON_AOT", "off").run(home.resolve("boson"), "up");
            assertThat(cache).doesNotExist();

            var run = machine.set("BOSON_AOT", "on").run(home.resolve("boson"), "up");
            assertThat(run.out()).doesNotContain("-XX:AOT");
            await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(cache));
        }

        @Test
        void withoutJavaOneLineSaysWhatToInstall() {
            var run = machine.set("BOSON_JDK_ROOT", home.toString()).run(home.resolve("boson"));

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.errLines()).singleElement().asString().contains("needs a JDK 25");
        }
    }

    @Nested
    class InTheSourceTree {

        private static final String BUILD =
                """
                echo "the build's own words: $*"
                mkdir -p "${0%/*}/server/target/boson/lib"
                echo jar >"${0%/*}/server/target/boson/boson.jar"
                """;

        private final Instant past = Instant.parse("2020-01-01T00:00:00Z");
        private Path jar;

        @BeforeEach
        void sourcesOfThePast() throws IOException {
            machine.jdk("usr/lib/jvm/25", "25.0.1");
            jar = home.resolve("server/target/boson/boson.jar");
            FakeMachine.program(home.resolve("mvnw"), BUILD);
            Files.writeString(home.resolve("pom.xml"), "");
            machine.directory("boson 0.1/relay/src/main/java");
            Files.writeString(home.resolve("relay/src/main/java/A.java"), "");
            Files.writeString(home.resolve("relay/pom.xml"), "");
            makeOld(home);
        }

        @Test
        void buildsWhatIsMissing() {
            var run = machine.run(home.resolve("boson"), "up");

            assertThat(run.exit()).isZero();
            assertThat(run.errLines())
                    .first()
                    .asString()
                    .contains("not built yet", "building", "minute");
            assertThat(run.err()).contains("the build's own words", "package");
            assertThat(run.outLines()).first().asString().startsWith("java of ");
            assertThat(run.outLines()).contains("<" + jar + ">").endsWith("<up>");
        }

        @Test
        void buildsNothingTwice() {
            machine.run(home.resolve("boson"));

            assertThat(machine.run(home.resolve("boson")).err()).isEmpty();
        }

        @Test
        void buildsAgainAfterAChange() throws IOException {
            for (var changed : new String[] {"relay/src/main/java/A.java", "relay/pom.xml"}) {
                machine.run(home.resolve("boson"));
                makeOld(jar.resolveSibling("lib"));
                makeOld(home.resolve("relay"));
                makeOld(home.resolve("pom.xml"));
                Files.writeString(home.resolve(changed), "changed");

                assertThat(machine.run(home.resolve("boson")).err())
                        .as(changed)
                        .contains("sources are newer", "the build's own words");
            }
        }

        @Test
        void aFileThatIsGoneIsAChange() throws IOException {
            machine.run(home.resolve("boson"));
            makeOld(jar.resolveSibling("lib"));
            Files.delete(home.resolve("relay/src/main/java/A.java"));

            assertThat(machine.run(home.resolve("boson")).err()).contains("sources are newer");
        }

        @Test
        void aFailedBuildIsShownAndNothingRuns() {
            FakeMachine.program(home.resolve("mvnw"), "echo 'error: a bad line'; exit 1");

            var run = machine.run(home.resolve("boson"), "up");

            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("error: a bad line").endsWith("see above\n");
        }

        /// A file system may keep whole seconds only: what was written in the same second as
        /// the build must not decide a test.
        private void makeOld(Path tree) throws IOException {
            try (var files = Files.walk(tree)) {
                for (var file : files.toList()) {
                    Files.setLastModifiedTime(file, FileTime.from(past));
                }
            }
        }
    }
}
