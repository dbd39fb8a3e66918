package io.boson.server.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.boson.server.api.Answer;
import io.boson.server.api.ApiClient;
import io.boson.server.api.Bodies;
import io.boson.server.api.RelayPeer;
import io.boson.server.api.SharedServer;
import io.boson.server.api.TestServer;
import io.boson.server.api.TestServer.NodeHandle;
import io.boson.server.api.TestServer.SessionHandle;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a running server shows to Prometheus.
@ExtendWith(SharedServer.class)
class ScrapeApiTest {

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String REQUESTS = "bosonserver_api_requests_total";
    private static final String BEAT = "/api/v1/nodes/{id}/heartbeat";

    private final TestServer server;

    ScrapeApiTest(TestServer server) {
        this.server = server;
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metrics", "/api/v1/metrics/prometheus"})
    void isForOperatorsAndAuditors(String path) {
        NodeHandle node = server.register();

        server.api().get(path).problem(401, "UNAUTHORIZED");
        server.enroller().get(path).problem(403, "FORBIDDEN");
        node.api().get(path).problem(403, "FORBIDDEN");
        ApiClient auditor = server.api().as(server.issuer().auditor("ann").text());
        for (ApiClient reader : List.of(server.operator(), auditor)) {
            Answer answer = reader.get(path).expect(200);
            assertThat(answer.header("Content-Type"))
                    .isEqualToIgnoringWhitespace("text/plain; version=0.0.4; charset=utf-8");
            ExpositionText.parse(answer.text());
        }
    }

    @Test
    void onTheOperatorsListenerNoTokenIsAsked() {
        Answer answer =
                new ApiClient(URI.create("http://127.0.0.1:" + server.adminPort()))
                        .get("/metrics")
                        .expect(200);

        assertThat(answer.header("Content-Type"))
                .isEqualToIgnoringWhitespace("text/plain; version=0.0.4; charset=utf-8");
        assertThat(ExpositionText.parse(answer.text()).names()).contains("bosonserver_ready");
    }

    @Test
    void speaksOpenMetricsWhenAsked() {
        Answer answer =
                server.operator()
                        .with("Accept", "application/openmetrics-text;version=1.0.0")
                        .get("/metrics")
                        .expect(200);

        assertThat(answer.header("Content-Type"))
                .startsWith("application/openmetrics-text")
                .contains("version=1.0.0");
        assertThat(answer.text()).endsWith("# EOF\n").contains("# TYPE bosonserver_ready gauge\n");
    }

    @Test
    void everySeriesNamesTheApplication() {
        assertThat(scrape().samples())
                .hasSizeGreaterThan(200)
                .allSatisfy(
                        sample -> assertThat(sample.labels()).containsEntry("app", "bosonserver"));
    }

    @Test
    void requestsAreCountedByTheirRoute() {
        NodeHandle node = server.register();
        ExpositionText before = scrape();

        node.api().post(node.path() + "/heartbeat", "{}").expect(200);
        node.api().post(node.path() + "/heartbeat", "{\"status\":7}").expect(400);
        server.operator().get(node.path()).expect(200);

        rises(before, 1, REQUESTS, "method", "POST", "endpoint", BEAT, "status", "200");
        rises(before, 1, REQUESTS, "method", "POST", "endpoint", BEAT, "status", "400");
        rises(
                before,
                1,
                "bosonserver_api_errors_total",
                "endpoint",
                BEAT,
                "error_type",
                "bad_request");
        rises(before, 1, REQUESTS, "method", "GET", "endpoint", "/api/v1/nodes/{id}");
        String took = "bosonserver_http_request_duration_seconds_count";
        rises(before, 1, took, "endpoint", BEAT, "status_class", "2xx");
        rises(before, 1, "bosonserver_log_append_duration_seconds_count", "topic", "heartbeats");
        assertThat(scrape().sum("bosonserver_log_append_duration_seconds_sum")).isPositive();
    }

    @Test
    void theRelaysPacketsAreCounted() {
        NodeHandle node = server.register();
        SessionHandle session = server.open(node);
        ExpositionText before = scrape();
        try (RelayPeer nodeEnd = connect(node.id(), node.token());
                RelayPeer client = connect(session.id(), session.token())) {
            reaches(2, "bosonserver_active_connections");
            client.binary("0400000001ff");
            assertThat(nodeEnd.next()).contains("4,0,0,0,1,255");
            client.text("no JSON");
            assertThat(client.next()).contains("error");

            rises(before, 1, "bosonserver_relay_packets_total", "direction", "to_node");
            rises(before, 6, "bosonserver_relay_bytes_total", "direction", "to_node");
            rises(before, 1, "bosonserver_relay_frame_faults_total", "reason", "not_json");
            reaches(1, "bosonserver_relay_connections", "end", "client");
        }
        try (RelayPeer refused = RelayPeer.connect(server.relay(session.id()), "", "junk")) {
            assertThat(refused.next()).startsWith("closed 1008");
        }
        rises(before, 1, "bosonserver_relay_refusals_total", "reason", "unauthorized");
    }

    @Test
    void routesAreCountedFoundAndRefused() {
        NodeHandle node = server.register();
        ExpositionText before = scrape();

        server.open(node);
        ObjectNode tooMuch = Bodies.route(UUID.randomUUID());
        tooMuch.put("targetNodeId", node.id().toString());
        tooMuch.putObject("requirements").put("minBandwidth", 1e6);
        server.api().post("/api/v1/routing/request", tooMuch).expect(409);

        String routes = "bosonserver_route_requests_total";
        rises(before, 1, routes, "outcome", "opened");
        rises(before, 1, routes, "outcome", "no_route");
        rises(before, 1, "bosonserver_route_refusals_total", "reason", "bandwidth_too_low");
        rises(before, 1, "bosonserver_session_requests_total", "outcome", "opened");
        rises(before, 2, "bosonserver_route_request_duration_seconds_count");
        rises(before, 2, "bosonserver_route_ranking_duration_seconds_count");
        reaches(1, "bosonserver_live_sessions");
    }

    @Test
    void whoAsksTooMuchIsCounted() {
        SessionHandle session = server.open(server.register());
        ExpositionText before = scrape();

        await().atMost(PATIENCE).until(() -> session.api().get(session.path()).status() == 429);

        rises(before, 1, "bosonserver_rate_limited_requests_total", "class", "reads");
        rises(before, 1, "bosonserver_api_errors_total", "error_type", "rate_limited");
    }

    @Test
    void theFoldsSayHowFarTheyAre() {
        server.register();

        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> {
                            ExpositionText now = scrape();
                            assertThat(now.labels("bosonserver_streams_lag_records"))
                                    .containsOnly("app", "application", "topic");
                            assertThat(
                                            now.sum(
                                                    "bosonserver_streams_state",
                                                    "application",
                                                    "projections",
                                                    "state",
                                                    "running"))
                                    .isEqualTo(1);
                            assertThat(now.sum("bosonserver_streams_lag_records")).isZero();
                            assertThat(now.sum("bosonserver_replica_lag_records")).isZero();
                            assertThat(now.sum("bosonserver_replica_following")).isEqualTo(6);
                            assertThat(now.sum("bosonserver_streams_processed_records_total"))
                                    .isPositive();
                            assertThat(now.sum("bosonserver_ready")).isEqualTo(1);
                            assertThat(now.sum("bosonserver_active_nodes")).isPositive();
                        });
    }

    /// Whatever is asked for, the exposition does not grow, and repeats nothing of it.
    @Test
    void oddRequestsMakeNoSeries() {
        NodeHandle node = server.register();
        odd(node, "first");
        settled(1);
        int before = scrape().samples().size();
        double counted = scrape().sum(REQUESTS);

        for (int i = 0; i < 40; i++) {
            odd(node, "odd" + i);
        }

        await().atMost(PATIENCE).until(() -> scrape().sum(REQUESTS) >= counted + 40 * 8);
        assertThat(scrape().samples()).hasSize(before);
        assertThat(server.operator().get("/metrics").text())
                .doesNotContain("odd")
                .doesNotContain("FROB")
                .doesNotContain(node.id().toString());
    }

    private void odd(NodeHandle node, String word) {
        ApiClient api = server.operator();
        api.get("/" + word);
        api.get("/api/v1/nodes/" + word);
        api.get("/api/v1/nodes/" + UUID.randomUUID());
        api.get("/api/v1/sessions/" + UUID.randomUUID());
        api.get("/api/v1/clients/" + word + "?x=" + word);
        api.send("FROB" + word.toUpperCase(Locale.ROOT), "/api/v1/nodes");
        api.send("POST", "/api/v1/nodes/" + word + "/heartbeat");
        node.api().send("POST", "/api/v1/nodes/" + word + "/" + word);
        try (RelayPeer peer = RelayPeer.connect(server.relay(word), "", "junk")) {
            assertThat(peer.next()).startsWith("closed");
        }
    }

    /// An answer is counted after its caller has it.
    private void settled(int requests) {
        double counted = scrape().sum(REQUESTS);
        await().atMost(PATIENCE).until(() -> scrape().sum(REQUESTS) >= counted + requests);
    }

    private void rises(ExpositionText before, double by, String name, String... labels) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(scrape().sum(name, labels))
                                        .as(name + " " + List.of(labels))
                                        .isGreaterThanOrEqualTo(before.sum(name, labels) + by));
    }

    /// Of a gauge: what was there before, from other tests, goes whenever it likes.
    private void reaches(double least, String name, String... labels) {
        await().atMost(PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(scrape().sum(name, labels))
                                        .as(name + " " + List.of(labels))
                                        .isGreaterThanOrEqualTo(least));
    }

    private RelayPeer connect(UUID id, String token) {
        return RelayPeer.connect(server.relay(id), id, token).greeted();
    }

    private ExpositionText scrape() {
        return ExpositionText.parse(server.operator().get("/metrics").expect(200).text());
    }
}
