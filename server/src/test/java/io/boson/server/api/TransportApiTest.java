package io.boson.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.boson.server.api.TestServer.NodeHandle;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every request, tried on this server's own resources.
@ExtendWith(SharedServer.class)
class TransportApiTest {

    private static final String REGISTER = "/api/v1/nodes/register";
    private static final String REQUEST = "/api/v1/routing/request";

    private final TestServer server;

    TransportApiTest(TestServer server) {
        this.server = server;
    }

    @Test
    void health() {
        JsonNode json = server.api().get("/health").expect(200).json();

        assertThat(Answer.fields(json))
                .containsExactly("status", "timestamp", "uptime", "services");
        assertThat(json.path("status").asText()).isEqualTo("healthy");
        assertThat(Duration.between(Instant.parse(json.path("timestamp").asText()), Instant.now()))
                .isLessThan(Duration.ofMinutes(1));
        assertThat(json.path("uptime").asDouble()).isPositive();
        JsonNode services = json.path("services");
        assertThat(Answer.fields(services))
                .containsExactly(
                        "kafka", "projections", "relay", "udp", "database", "redis", "turn");
        assertThat(Answer.fields(services.path("kafka"))).containsExactly("status", "latency");
        assertThat(Answer.fields(services.path("relay"))).containsExactly("status", "connections");
        assertThat(services.path("projections").toString()).isEqualTo("{\"status\":\"healthy\"}");
        for (String absent : List.of("redis", "turn")) {
            assertThat(services.path(absent).toString()).isEqualTo("{\"status\":\"disabled\"}");
        }
    }

    @Test
    void readyAndLive() {
        assertThat(server.api().get("/health/ready").expect(200).json().toString())
                .isEqualTo("{\"status\":\"ready\"}");
        JsonNode live = server.api().get("/health/live").expect(200).json();
        assertThat(Answer.fields(live)).containsExactly("status", "uptime");
        assertThat(live.path("status").asText()).isEqualTo("alive");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{", "{\"clientId\":}", "[1,2", "nothing", "{\"a\":1}{}", ""})
    void malformedJson(String body) {
        Answer answer = server.api().post(REQUEST, body);

        assertThat(answer.problem(400, code(body)).path("message").asText())
                .doesNotContain("clientId");
    }

    private static String code(String body) {
        return body.isEmpty() ? "BAD_REQUEST" : "MALFORMED_JSON";
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "null", "\"text\"", "7"})
    void jsonThatIsNoObject(String body) {
        server.api().post(REQUEST, body).problem(400, "BAD_REQUEST");
    }

    @Test
    void otherMediaTypes() {
        String body = Bodies.route(UUID.randomUUID()).toString();

        for (String type : List.of("text/plain", "application/x-www-form-urlencoded")) {
            server.api()
                    .with("Content-Type", type)
                    .send("POST", REQUEST, body)
                    .problem(415, "UNSUPPORTED_MEDIA_TYPE");
        }
        NodeHandle node = server.register();
        String beat = node.path() + "/heartbeat";
        node.api()
                .with("Content-Type", "text/plain")
                .send("POST", beat, "{}")
                .problem(415, "UNSUPPORTED_MEDIA_TYPE");
        node.api()
                .with("Content-Type", "application/json; charset=UTF-8")
                .send("POST", beat, "{}")
                .expect(200);
    }

    @Test
    void bodiesBeyondTheLimit() {
        String long257KiB = "{\"clientId\":\"" + "x".repeat(257 * 1024) + "\"}";

        server.api().post(REQUEST, long257KiB).problem(413, "PAYLOAD_TOO_LARGE");
        server.enroller().post(REGISTER, long257KiB).problem(413, "PAYLOAD_TOO_LARGE");
    }

    @Test
    void otherMethods() {
        server.operator().send("PUT", "/api/v1/nodes").problem(405, "METHOD_NOT_ALLOWED");
        server.api().get(REQUEST).problem(405, "METHOD_NOT_ALLOWED");
        server.api().delete("/health").problem(405, "METHOD_NOT_ALLOWED");
        assertThat(server.api().get(REQUEST).header("Allow")).contains("POST");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/nope", "/api/v1", "/api/v1/nodes/x/y/z", "/api/v2/nodes"})
    void pathsThatAreNotThere(String path) {
        server.api().get(path).problem(404, "NOT_FOUND");
    }

    @Test
    void headAnswersWhereGetDoes() {
        NodeHandle node = server.register();

        Answer head = server.operator().send("HEAD", node.path()).expect(200);

        assertThat(head.text()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
        server.api().send("HEAD", "/health").expect(200);
        server.api().send("HEAD", node.path()).expect(401);
    }

    @Test
    void pathsInAnyCaseAndWithASlashAtTheEnd() {
        NodeHandle node = server.register();
        String id = node.id().toString();

        for (String path :
                List.of(
                        "/API/v1/Nodes/" + id,
                        "/api/v1/nodes/" + id + "/",
                        "/api/v1/nodes/" + id.toUpperCase(Locale.ROOT))) {
            assertThat(server.operator().get(path).expect(200).json().path("nodeId").asText())
                    .isEqualTo(id);
        }
        node.api().post("/api/v1/NODES/" + id + "/Heartbeat/", "{}").expect(200);
        server.api().get("/Health/").expect(200);
    }

    /// CORS is off: no page of another origin may read anything, and none may send a credential.
    @Test
    void noOriginIsGivenAnything() {
        NodeHandle node = server.register();
        ApiClient page = server.operator().with("Origin", "https://elsewhere.example");

        Stream.of(
                        page.get("/health"),
                        page.get(node.path()),
                        page.get("/nope"),
                        page.post(REGISTER, "{"),
                        page.with("Access-Control-Request-Method", "POST")
                                .send("OPTIONS", REGISTER))
                .forEach(
                        answer ->
                                assertThat(answer.headers().map().keySet())
                                        .noneMatch(name -> name.startsWith("access-control")));
    }

    @Test
    void everyAnswerSaysHowMuchIsLeft() {
        for (Answer answer :
                List.of(
                        server.api().get("/health"),
                        server.api().get("/api/v1/nodes"),
                        server.operator().get("/api/v1/nodes"))) {
            for (String part : List.of("Limit", "Remaining", "Reset", "Policy")) {
                assertThat(answer.header("RateLimit-" + part)).isNotEmpty();
            }
        }
    }

    /// Enough for anybody to check our tokens, and to make none.
    @Test
    void thePublicHalvesOfTheKeysAreForAnyone() {
        Answer answer = server.api().get("/.well-known/jwks.json").expect(200);

        assertThat(answer.text()).contains("\"kty\":\"EC\"", "\"x\":", "\"kid\":");
        assertThat(answer.text()).doesNotContain("\"d\":");
    }

    @Test
    void theOperatorsListenerChecksHealthToo() {
        ApiClient admin = new ApiClient(URI.create("http://127.0.0.1:" + server.adminPort()));

        assertThat(admin.get("/healthcheck").expect(200).text()).contains("\"boson\"");
    }
}
