package io.boson.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules held against the classes of every module the server is built from. An instance holds
/// those, some 250 MB, and not a static field, which would keep them for all tests that follow.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DependencyTest {

    private final JavaClasses classes =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("io.boson");

    @ParameterizedTest
    @MethodSource("rules")
    void holds(DependencyRule rule) {
        assertThat(rule.violations(classes)).isEmpty();
    }

    /// Rules that look at nothing hold for ever.
    @Test
    void theClassesAreFound() {
        assertThat(classes.contain("io.boson.events.node.NodeId")).isTrue();
        assertThat(classes.contain("io.boson.server.Main")).isTrue();
        assertThat(classes.contain(DependencyTest.class)).isFalse();
    }

    static List<DependencyRule> rules() {
        return DependencyRules.all();
    }
}
