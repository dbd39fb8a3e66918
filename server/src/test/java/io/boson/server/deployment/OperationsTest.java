package io.boson.server.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// docs/operations.md against the files it speaks of.
class OperationsTest {

    private static final int WORDS_MIN = 20;
    private static final Pattern FILE =
            Pattern.compile(
                    "`((?:[a-z]+/)+[A-Za-z.-]+\\.(?:yml|conf|service|json)|[a-z-]+\\.yml)`");

    private final String text = read("docs/operations.md");

    private static String read(String file) {
        try {
            return Files.readString(Compose.ROOT.resolve(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void everyAlertHasASectionThatSaysWhatToDo() throws IOException {
        JsonNode rules =
                new YAMLMapper().readTree(Compose.ROOT.resolve("prometheus/alerts.yml").toFile());
        List<String> alerts = new ArrayList<>();
        rules.path("groups")
                .forEach(g -> g.path("rules").forEach(r -> alerts.add(r.path("alert").asText())));
        assertThat(alerts).hasSizeGreaterThan(10);

        for (String alert : alerts) {
            String section = section("### " + alert);
            assertThat(section).as(alert).contains("**Do**");
            assertThat(Arrays.stream(section.split("\\s+")).filter(w -> !w.isBlank()).count())
                    .as(alert)
                    .isGreaterThan(WORDS_MIN);
        }
        assertThat(text.lines().filter(l -> l.startsWith("### Boson")).map(l -> l.substring(4)))
                .as("no section without an alert")
                .containsExactlyInAnyOrderElementsOf(alerts);
    }

    private String section(String title) {
        int begin = text.indexOf("\n" + title + "\n");
        assertThat(begin).as(title).isNotNegative();
        int end = text.indexOf("\n#", begin + title.length());
        return text.substring(begin + title.length() + 1, end < 0 ? text.length() : end);
    }

    @Test
    void everyPortIsNamed() {
        String ports = section("## Ports");
        for (String port : List.of("3000", "3001", "3080", "51820", "3478", "5349", "443")) {
            assertThat(ports).contains("| " + port);
        }
    }

    @Test
    void theFilesItNamesAreThere() {
        Matcher names = FILE.matcher(text);
        int found = 0;
        while (names.find()) {
            found++;
            assertThat(Compose.ROOT.resolve(names.group(1))).exists();
        }
        assertThat(found).isGreaterThan(3);
    }
}
