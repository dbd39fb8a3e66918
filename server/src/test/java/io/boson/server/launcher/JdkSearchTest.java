package io.boson.server.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which JDK `mvnw` hands to Maven, on machines of all kinds.
class JdkSearchTest {

    @TempDir Path directory;
    private FakeMachine machine;

    @BeforeEach
    void aMachineWithMaven() {
        machine = new FakeMachine(directory).withMaven("3.9.9");
    }

    @Test
    void anOlderOneFirstOnThePathAndInJavaHomeDoesNotMatter() {
        var old = machine.jdk("usr/lib/jvm/a-17", "17.0.15");
        var wanted = machine.jdk("usr/lib/jvm/b-25", "25.0.1");
        machine.withPath(old.resolve("bin")).set("JAVA_HOME", old.toString());

        assertThat(chosen()).isEqualTo(wanted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/temurin 25",
                "usr/lib64/jvm/java-25-openjdk",
                "usr/java/jdk-25",
                "opt/jdk-25.0.1",
                "opt/java/openjdk",
                "usr/local/openjdk-25",
                "home of me/.sdkman/candidates/java/25-tem",
                "home of me/.jdks/temurin-25",
                "home of me/.gradle/jdks/temurin-25",
                "home of me/.asdf/installs/java/temurin-25",
                "home of me/.local/share/mise/installs/java/temurin-25",
                "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home",
                "home of me/Library/Java/JavaVirtualMachines/openjdk-25/Contents/Home",
                "opt/homebrew/opt/openjdk@25/libexec/openjdk.jdk/Contents/Home",
                "usr/local/opt/openjdk/libexec/openjdk.jdk/Contents/Home",
                "home/linuxbrew/.linuxbrew/opt/openjdk@25/libexec"
            })
    void theUsualPlaces(String place) {
        assertThat(chosen()).isEqualTo(Path.of(""));

        var home = machine.jdk(place, "25");

        assertThat(chosen()).isEqualTo(home);
    }

    @Test
    void theUsersOwnChoiceIsTheFirst() {
        machine.jdk("usr/lib/jvm/a-25", "25.0.1");
        var onPath = machine.jdk("elsewhere/25", "25.0.2");
        machine.withPath(onPath.resolve("bin"));
        assertThat(chosen()).isEqualTo(onPath);

        var inJavaHome = machine.jdk("elsewhere/25 too", "25.0.3");
        machine.set("JAVA_HOME", inJavaHome.toString());
        assertThat(chosen()).isEqualTo(inJavaHome);
    }

    @Test
    void aLinkOnThePathLeadsToItsJdk() {
        var home = machine.jdk("elsewhere/25", "25.0.1");
        var bin = machine.directory("links");
        FakeMachine.link(bin.resolve("java"), home.resolve("bin/java"));
        machine.withPath(bin);

        assertThat(chosen()).isEqualTo(home);
    }

    @Test
    void exactlyTheVersionBeforeANewerOne() {
        var newer = machine.jdk("usr/lib/jvm/a-26", "26");
        machine.set("JAVA_HOME", newer.toString());
        assertThat(chosen()).isEqualTo(newer);

        var exact = machine.jdk("usr/lib/jvm/b-25", "25.0.1");
        assertThat(chosen()).isEqualTo(exact);
    }

    @Test
    void withoutACompilerItIsNoJdk() {
        machine.jre("usr/lib/jvm/a-25-jre", "25.0.1");
        assertThat(chosen()).isEqualTo(Path.of(""));

        var whole = machine.jdk("usr/lib/jvm/b-25", "25.0.1");
        assertThat(chosen()).isEqualTo(whole);
    }

    @Test
    void theReleaseFileTellsTheVersionWithoutAStart() throws IOException {
        var home = machine.jdk("usr/lib/jvm/a", "25.0.1");
        FakeMachine.program(home.resolve("bin/java"), "exit 1");
        Files.writeString(home.resolve("release"), "A=\"b\"\nJAVA_VERSION=\"25.0.1\"\n");

        assertThat(chosen()).isEqualTo(home);
    }

    @Test
    void whatIsNoJavaIsPassedOver() throws IOException {
        var home = machine.jdk("usr/lib/jvm/a", "25.0.1");
        FakeMachine.program(home.resolve("bin/java"), "echo nonsense; exit 1");
        Files.writeString(machine.directory("usr/lib/jvm").resolve("a file"), "");
        machine.set("JAVA_HOME", home.resolve("nowhere").toString());
        assertThat(chosen()).isEqualTo(Path.of(""));

        var wanted = machine.jdk("usr/lib/jvm/b", "25.0.1");
        assertThat(chosen()).isEqualTo(wanted);
    }

    @Test
    void withNoneOneLineSaysWhatToInstall() {
        var run = machine.run(Scripts.MVNW, "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("needs a JDK 25", "install", "Temurin 25", "JAVA_HOME")
                .doesNotContain("newest");
    }

    @Test
    void withOnlyOldOnesTheLineNamesTheNewest() {
        machine.jdk("usr/lib/jvm/a-21", "21.0.4");
        machine.jdk("usr/lib/jvm/b-17", "17.0.15");
        machine.jdk("usr/lib/jvm/c-8", "1.8.0_392");

        var run = machine.run(Scripts.MVNW, "verify");

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .contains("the newest found is 21", "usr/lib/jvm/a-21");
    }

    /// The empty path where there is none.
    private Path chosen() {
        return machine.run(Scripts.MVNW, "verify").outLines().stream()
                .filter(line -> line.startsWith("maven 3.9.9 on "))
                .map(line -> Path.of(line.substring("maven 3.9.9 on ".length())))
                .findFirst()
                .orElse(Path.of(""));
    }
}
