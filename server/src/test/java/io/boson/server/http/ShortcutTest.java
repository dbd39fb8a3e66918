package io.boson.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.boson.events.node.NodeId;
import io.boson.server.http.Wire.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The short way to a method and the long one answer alike.
class ShortcutTest {

    private static final NodeId NODE = NodeId.of("5b1a7cfa-6a30-4a51-9c3c-3a0d1ad8c8f1");

    private static TestServer direct;
    private static TestServer routed;

    @BeforeAll
    static void start() throws Exception {
        direct = new TestServer(Map.of(), true);
        routed = new TestServer(Map.of(), false);
    }

    @AfterAll
    static void stop() {
        direct.close();
        routed.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
        POST /api/v1/nodes/ID/heartbeat       | application/json         | {"status":"degraded"} | 200
        POST /API/v1/Nodes/ID/Heartbeat/      | Application/Json         | {}                    | 200
        POST /api/v1/nodes/ID/heartbeat?x=1   | application/json;charset=utf-8 | {}              | 200
        POST /api/v1/nodes/ID/heartbeat       | application/json         | {"status":5}          | 400
        POST /api/v1/nodes/ID/heartbeat       | application/json         | {"status"             | 400
        POST /api/v1/nodes/ID/heartbeat       | text/plain               | {}                    | 415
        POST /api/v1/nodes/ID/heartbeat       | application/jsonp        | {}                    | 415
        POST /api/v1/nodes/nobody/heartbeat   | application/json         | {}                    | 404
        POST /api/v1/nodes//heartbeat         | application/json         | {}                    | 400
        POST /api/v1/nodes/a/b/heartbeat      | application/json         | {}                    | 404
        POST /api/v1/nodes/heartbeat          | application/json         | {}                    | 405
        GET /api/v1/nodes/ID/heartbeat        | application/json         | {}                    | 405
        """)
    void bothWays(String line, String type, String body, int status) throws IOException {
        Reply shortWay = ask(direct, line, type, body);
        Reply longWay = ask(routed, line, type, body);

        assertThat(shortWay.status()).isEqualTo(status);
        assertThat(withoutIds(shortWay)).isEqualTo(withoutIds(longWay));
        assertThat(headerNames(shortWay)).containsExactlyInAnyOrderElementsOf(headerNames(longWay));
        assertThat(shortWay.header("Content-Type")).isEqualTo(longWay.header("Content-Type"));
    }

    @Test
    void whoMayNotIsRefusedBothWays() throws IOException {
        String line = "POST /api/v1/nodes/" + NODE + "/heartbeat";

        assertThat(Wire.exchange(direct.port(), "", line).status()).isEqualTo(401);
        assertThat(Wire.exchange(routed.port(), "", line).status()).isEqualTo(401);
    }

    @Test
    void templatesMatchWholePathsOnly() {
        Shortcut one = Shortcut.post("/api/v1/nodes/{id}/heartbeat", (_, _) -> Answers.noContent());
        Shortcut none = Shortcut.post("/api/v1/metrics", (_, _) -> Answers.noContent());

        assertThat(one.matches("POST", "/api/v1/nodes/x/heartbeat")).isTrue();
        assertThat(one.matches("GET", "/api/v1/nodes/x/heartbeat")).isFalse();
        assertThat(one.matches("POST", "/api/v1/nodes/%78/heartbeat")).isFalse();
        assertThat(one.matches("POST", "/api/v1/nodes/x;y/heartbeat")).isFalse();
        assertThat(one.matches("POST", "/api/v1/nodes/heartbeat")).isFalse();
        assertThat(none.matches("POST", "/api/v1/metrics")).isTrue();
        assertThat(none.matches("POST", "/api/v1/metrics/x")).isFalse();
        assertThat(none.matches("POST", "/api/v1/metric")).isFalse();
    }

    private static Reply ask(TestServer server, String line, String type, String body)
            throws IOException {
        String token = server.issuer.node(NODE, "r", Instant.EPOCH).text();
        return Wire.exchange(
                server.port(),
                body,
                line.replace("ID", NODE.toString()),
                "Content-Type: " + type,
                "Authorization: Bearer " + token);
    }

    private static String withoutIds(Reply reply) {
        return reply.body().replaceAll("\"requestId\":\"[^\"]*\"", "");
    }

    private static List<String> headerNames(Reply reply) {
        return reply.headers().stream().map(line -> line.substring(0, line.indexOf(':'))).toList();
    }
}
