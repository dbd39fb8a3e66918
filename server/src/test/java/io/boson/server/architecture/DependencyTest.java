package io.boson.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules held against the classes of every module the server is built from.
class DependencyTest {

    private static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.boson");

    @ParameterizedTest
    @MethodSource("rules")
    void holds(DependencyRule rule) {
        assertThat(rule.violations(CLASSES)).isEmpty();
    }

    /// Rules that look at nothing hold for ever.
    @Test
    void theClassesAreFound() {
        assertThat(CLASSES.contain("io.boson.events.node.NodeId")).isTrue();
        assertThat(CLASSES.contain("io.boson.server.Main")).isTrue();
        assertThat(CLASSES.contain(DependencyTest.class)).isFalse();
    }

    static List<DependencyRule> rules() {
        return DependencyRules.all();
    }
}
