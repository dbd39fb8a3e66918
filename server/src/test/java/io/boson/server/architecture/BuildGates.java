package io.boson.server.architecture;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What the poms promise: gates that somebody could take out without any test noticing.
final class BuildGates {

    /// What the root pom says, and what is lost without it.
    private static final Map<String, String> KEPT =
            new TreeMap<>(
                    Map.of(
                            "<dependencyConvergence/>", "one version of each library",
                            "<requireJavaVersion>", "a clear word to whoever builds on an old JDK",
                            "<arg>-Werror</arg>", "warnings break the build",
                            "<arg>-Xlint:all,", "every warning of the compiler",
                            "-Xplugin:ErrorProne ", "Error Prone",
                            "-Xep:NullAway:ERROR", "no null where none is declared",
                            "<id>format-check</id>", "the formatter"));

    /// What no pom may say.
    private static final Pattern SWITCHED_OFF =
            Pattern.compile(
                    "<(skip|skipTests|skipITs|testFailureIgnore)>\\s*true"
                            + "|<(maven\\.test\\.\\S+|spotless\\.\\S+|enforcer\\.skip)>\\s*true"
                            + "|<failOnWarning>\\s*false|<fail>\\s*false");

    private static final Pattern COMMENT = Pattern.compile("<!--.*?-->", Pattern.DOTALL);

    private BuildGates() {}

    /// One line for each gate that the root pom no longer has.
    static List<String> missing(String rootPom) {
        var pom = withoutComments(rootPom);
        return KEPT.entrySet().stream()
                .filter(gate -> !pom.contains(gate.getKey()))
                .map(gate -> "pom.xml: put back " + gate.getKey() + " (" + gate.getValue() + ")")
                .toList();
    }

    /// One line for each check that a pom turns off.
    static Stream<String> switchedOff(String name, String pom) {
        return SWITCHED_OFF
                .matcher(withoutComments(pom))
                .results()
                .map(found -> name + ": remove " + found.group());
    }

    private static String withoutComments(String pom) {
        return COMMENT.matcher(pom).replaceAll("");
    }
}
