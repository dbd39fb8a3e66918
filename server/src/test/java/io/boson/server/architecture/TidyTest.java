package io.boson.server.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The rules held against the repository itself.
class TidyTest {

    private static final List<JavaSource> SOURCES = SourceTree.here().javaSources();

    @ParameterizedTest
    @MethodSource("rules")
    void holds(TidyRule rule) {
        var findings = SOURCES.stream().flatMap(source -> rule.findings(source).stream()).toList();

        assertThat(Finding.report(findings)).isEmpty();
    }

    @Test
    void packagesAreDescribed() {
        assertThat(Finding.report(PackageInfos.findings(SOURCES))).isEmpty();
    }

    /// Rules that look at nothing hold for ever.
    @Test
    void theSourcesAreFound() {
        assertThat(SOURCES).extracting(JavaSource::module).contains("events", "server");
        assertThat(SOURCES)
                .extracting(JavaSource::packageName)
                .contains("io.boson.events", TidyTest.class.getPackageName());
    }

    static List<TidyRule> rules() {
        return TidyRules.ALL;
    }
}
