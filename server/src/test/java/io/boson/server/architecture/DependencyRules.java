package io.boson.server.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Who may depend on whom. Maven's modules already forbid most of it; this says it in one place
/// and also where a library comes in by way of another.
final class DependencyRules {

    /// Each module with the others it may see. Nobody sees `server`, and only tests `testkit`.
    private static final Map<String, Set<String>> MAY_SEE =
            new TreeMap<>(
                    Map.of(
                            "events", Set.of(),
                            "projections", Set.of("events"),
                            "streams", Set.of("events", "projections"),
                            "history", Set.of("events"),
                            "relay", Set.of("events"),
                            "embedded", Set.of(),
                            "testkit", Set.of("events", "projections", "embedded"),
                            "server",
                                    Set.of(
                                            "events",
                                            "projections",
                                            "streams",
                                            "history",
                                            "relay",
                                            "embedded"),
                            "bench", Set.of("events")));

    private static final String[] KAFKA = {
        "org.apache.kafka..", "kafka..", "io.cloudevents.kafka.."
    };
    private static final String[] HTTP = {
        "jakarta.ws.rs..",
        "jakarta.servlet..",
        "jakarta.websocket..",
        "org.eclipse.jetty..",
        "org.glassfish.jersey..",
        "io.dropwizard..",
        "java.net.http..",
        "com.sun.net.httpserver.."
    };
    private static final String[] SQL = {
        "java.sql..", "javax.sql..", "org.jdbi..", "org.postgresql.."
    };
    private static final String[] NETTY = {"io.netty.."};
    private static final String[] FILES_AND_LOGS = {
        "java.nio.file..", "java.nio.channels..", "org.slf4j.."
    };
    private static final String[] JACKSON = {"com.fasterxml.jackson..", "tools.jackson.."};

    private DependencyRules() {}

    static List<DependencyRule> all() {
        var rules = new ArrayList<DependencyRule>();
        rules.add(modulesAreKnown());
        MAY_SEE.forEach((module, others) -> rules.add(modules(module, others)));
        for (var pure : List.of("events", "projections")) {
            rules.add(libraries(pure, "Kafka", KAFKA));
            rules.add(libraries(pure, "HTTP", HTTP));
            rules.add(libraries(pure, "SQL", SQL));
            rules.add(libraries(pure, "Netty", NETTY));
            rules.add(libraries(pure, "files or logs", FILES_AND_LOGS));
        }
        rules.add(jacksonOnlyInTheCodec());
        rules.add(libraries("projections", "Jackson", JACKSON));
        rules.add(libraries("streams", "HTTP", HTTP));
        rules.add(libraries("streams", "SQL", SQL));
        rules.add(libraries("history", "Kafka", KAFKA));
        rules.add(libraries("history", "HTTP", HTTP));
        rules.add(libraries("relay", "Kafka", KAFKA));
        rules.add(libraries("relay", "SQL", SQL));
        rules.add(commandLineAlone());
        rules.add(prometheusInOnePlace());
        rules.add(noCycles());
        return List.copyOf(rules);
    }

    private static DependencyRule modulesAreKnown() {
        var known = MAY_SEE.keySet().stream().map(DependencyRules::packageOf);
        return new DependencyRule(
                "every module is listed",
                classes()
                        .that()
                        .resideInAPackage("io.boson..")
                        .should()
                        .resideInAnyPackage(known.toArray(String[]::new))
                        .because("a new module first says in DependencyRules what it may see"));
    }

    private static DependencyRule modules(String module, Set<String> others) {
        var allowed =
                Stream.concat(Stream.of(module), others.stream()).map(DependencyRules::packageOf);
        return forbidden(
                module + " sees of Boson only " + (others.isEmpty() ? "itself" : others),
                packageOf(module),
                resideInAPackage("io.boson..")
                        .and(not(resideInAnyPackage(allowed.toArray(String[]::new)))));
    }

    private static DependencyRule libraries(String module, String what, String[] packages) {
        return forbidden(
                module + " sees no " + what, packageOf(module), resideInAnyPackage(packages));
    }

    private static DependencyRule jacksonOnlyInTheCodec() {
        return new DependencyRule(
                "events knows Jackson only in its codec",
                noClasses()
                        .that()
                        .resideInAPackage("io.boson.events..")
                        .and()
                        .resideOutsideOfPackage("io.boson.events.codec..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(JACKSON)
                        .because("facts have no format; bytes <-> events is the codec's work"));
    }

    /// The command line can be tried without a server because it knows none.
    private static DependencyRule commandLineAlone() {
        return new DependencyRule(
                "the command line knows of Boson only itself",
                noClasses()
                        .that()
                        .resideInAPackage("io.boson.server.cli..")
                        .and()
                        .doNotHaveFullyQualifiedName("io.boson.server.cli.Boson")
                        .should()
                        .dependOnClassesThat(
                                resideInAPackage("io.boson..")
                                        .and(not(resideInAPackage("io.boson.server.cli.."))))
                        .because("only its main method hands it the server to launch"));
    }

    private static DependencyRule prometheusInOnePlace() {
        return new DependencyRule(
                "one package knows Prometheus",
                noClasses()
                        .that()
                        .resideInAPackage("io.boson..")
                        .and()
                        .resideOutsideOfPackage("io.boson.server.prometheus..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAPackage("io.prometheus..")
                        .because("every part counts in its own words"));
    }

    private static DependencyRule noCycles() {
        return new DependencyRule(
                "packages have no cycles",
                slices().assignedFrom(new PackagesOfBoson()).should().beFreeOfCycles());
    }

    private static DependencyRule forbidden(
            String name, String from, DescribedPredicate<JavaClass> to) {
        return new DependencyRule(
                name,
                noClasses()
                        .that()
                        .resideInAPackage(from)
                        .should()
                        .dependOnClassesThat(to)
                        .as(name));
    }

    private static String packageOf(String module) {
        return "io.boson." + module + "..";
    }

    /// A slice per package; ArchUnit's patterns would leave out a module's root package.
    private static final class PackagesOfBoson implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getPackageName().startsWith("io.boson.")
                    ? SliceIdentifier.of(type.getPackageName())
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
