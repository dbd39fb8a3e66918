package io.boson.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.boson.server.api.Bodies;
import io.boson.server.api.SharedServer;
import io.boson.server.api.TestServer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// The alert rules and the dashboard name only what a running server shows.
@ExtendWith(SharedServer.class)
class PrometheusFilesTest {

    private static final Path FILES = Path.of("..", "prometheus");
    private static final Pattern IN_ALERT = Pattern.compile("\\$labels\\.(\\w+)");
    private static final Pattern IN_LEGEND = Pattern.compile("\\{\\{(\\w+)}}");
    private static final Pattern VARIABLE = Pattern.compile("label_values\\((\\w+), (\\w+)\\)");
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TestServer server;

    PrometheusFilesTest(TestServer server) {
        this.server = server;
    }

    @Test
    void everyAlertNamesWhatIsThere() throws IOException {
        ExpositionText scrape = scrape();
        List<String> problems = new ArrayList<>();
        List<String> names = new ArrayList<>();

        JsonNode file = new YAMLMapper().readTree(FILES.resolve("alerts.yml").toFile());
        for (JsonNode group : file.path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                names.add(rule.path("alert").asText());
                assertThat(rule.path("annotations").path("summary").asText()).isNotBlank();
                assertThat(rule.path("labels").path("severity").asText())
                        .isIn("warning", "critical");
                problems.addAll(
                        Expression.problems(
                                rule.path("expr").asText(),
                                found(IN_ALERT, rule.path("annotations").toString()),
                                scrape));
            }
        }

        assertThat(names).hasSizeGreaterThan(10).doesNotHaveDuplicates().doesNotContain("");
        assertThat(problems).isEmpty();
    }

    @Test
    void everyPanelNamesWhatIsThere() throws IOException {
        ExpositionText scrape = scrape();
        List<String> problems = new ArrayList<>();

        JsonNode dashboard =
                new JsonMapper().readTree(FILES.resolve("grafana-dashboard.json").toFile());
        List<Integer> ids = new ArrayList<>();
        int queries = 0;
        for (JsonNode panel : dashboard.path("panels")) {
            ids.add(panel.path("id").asInt());
            assertThat(panel.path("title").asText()).isNotBlank();
            for (JsonNode target : panel.path("targets")) {
                queries++;
                problems.addAll(
                        Expression.problems(
                                target.path("expr").asText(),
                                found(IN_LEGEND, target.path("legendFormat").asText()),
                                scrape));
            }
        }

        assertThat(problems).isEmpty();
        assertThat(queries).isGreaterThan(30);
        assertThat(ids).doesNotHaveDuplicates();
        assertThat(dashboard.path("templating").toString())
                .matches(text -> VARIABLE.matcher(text).find());
        assertThat(scrape.names())
                .containsAll(found(VARIABLE, dashboard.path("templating").toString()));
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult match) -> match.group(1))
                .collect(Collectors.toSet());
    }

    /// Of a server that has answered, refused, and read its log.
    private ExpositionText scrape() {
        server.api().post("/api/v1/routing/request", Bodies.route(UUID.randomUUID()));
        server.api().get("/nowhere").expect(404);
        await().atMost(PATIENCE)
                .until(
                        () ->
                                text().names()
                                        .containsAll(
                                                Set.of(
                                                        "bosonserver_streams_lag_records",
                                                        "bosonserver_history_lag_records",
                                                        "bosonserver_api_errors_total")));
        return text();
    }

    private ExpositionText text() {
        return ExpositionText.parse(server.operator().get("/metrics").expect(200).text());
    }
}
