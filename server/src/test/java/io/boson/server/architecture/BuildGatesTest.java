package io.boson.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BuildGatesTest {

    private static final Path POM = Path.of("pom.xml");

    private final SourceTree tree = SourceTree.here();

    @Test
    void allGatesAreThere() {
        assertThat(BuildGates.missing(tree.read(POM))).isEmpty();
    }

    @Test
    void noneIsSwitchedOff() {
        var poms =
                Stream.concat(
                        Stream.of(POM), tree.modules().stream().map(module -> module.resolve(POM)));

        assertThat(poms.flatMap(pom -> BuildGates.switchedOff(pom.toString(), tree.read(pom))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<dependencyConvergence/>",
                "<requireJavaVersion>",
                "<arg>-Werror</arg>",
                "<arg>-Xlint:all,",
                "-Xplugin:ErrorProne ",
                "-Xep:NullAway:ERROR",
                "<id>format-check</id>"
            })
    void aGateTakenOutIsMissed(String gate) {
        var pom = tree.read(POM);

        assertThat(BuildGates.missing(pom.replace(gate, ""))).hasSize(1);
        assertThat(BuildGates.missing(pom.replace(gate, "<!-- " + gate + " -->"))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<skipTests>true</skipTests>",
                "<testFailureIgnore> true </testFailureIgnore>",
                "<maven.test.skip>true</maven.test.skip>",
                "<maven.test.failure.ignore>true</maven.test.failure.ignore>",
                "<spotless.check.skip>true</spotless.check.skip>",
                "<enforcer.skip>true</enforcer.skip>",
                "<failOnWarning>false</failOnWarning>"
            })
    void aGateSwitchedOffIsSeen(String line) {
        assertThat(BuildGates.switchedOff("relay/pom.xml", line))
                .singleElement()
                .asString()
                .startsWith("relay/pom.xml: remove ");
    }
}
