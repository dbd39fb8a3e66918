package io.boson.server.architecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;

/// A rule about who depends on whom, with the name its failure is told by.
record DependencyRule(String name, ArchRule rule) {

    /// The failure in words, each offending line named; empty where the rule holds. Modules that
    /// have no classes yet break no rule.
    String violations(JavaClasses classes) {
        var result = rule.allowEmptyShould(true).evaluate(classes);
        return result.hasViolation() ? result.getFailureReport().toString() : "";
    }

    @Override
    public String toString() {
        return name;
    }
}
